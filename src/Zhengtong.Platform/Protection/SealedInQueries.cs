using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Zhengtong.Platform.Protection;

/// <summary>
/// Refuses a query that compares, searches, orders or joins together what a sealed column holds: the store would do it to sealed text and find nothing, without a word. Looked at once, when
/// the query is first compiled. A sealed column may be selected and asked whether it is empty.
/// </summary>
internal sealed class SealedInQueries : IQueryExpressionInterceptor
{
    public static readonly SealedInQueries Instance = new();
    private static readonly HashSet<string> ByValue = new(StringComparer.Ordinal)
    {
        nameof(Queryable.OrderBy), nameof(Queryable.OrderByDescending), nameof(Queryable.ThenBy), nameof(Queryable.ThenByDescending),
        nameof(Queryable.GroupBy), nameof(Queryable.Max), nameof(Queryable.Min),
    };

    public Expression QueryCompilationStarting(Expression queryExpression, QueryExpressionEventData eventData)
    {
        new Guard(eventData.Context!.Model).Visit(queryExpression);
        return queryExpression;
    }

    private sealed class Guard(IModel model) : ExpressionVisitor
    {
        protected override Expression VisitBinary(BinaryExpression node)
        {
            if (node.NodeType != ExpressionType.Coalesce && !IsNothing(node.Left) && !IsNothing(node.Right))
            {
                Refuse(node.Left);
                Refuse(node.Right);
            }

            return base.VisitBinary(node);
        }

        protected override Expression VisitMember(MemberExpression node)
        {
            if (node is { Expression: { } of, Member.DeclaringType: var type } && type == typeof(string))
            {
                Refuse(of);
            }

            return base.VisitMember(node);
        }

        protected override Expression VisitMethodCall(MethodCallExpression node)
        {
            var (method, type) = (node.Method.Name, node.Method.DeclaringType);
            if (node.Object is { } of && of.Type == typeof(string))
            {
                Refuse(of);
            }

            if (method == "Contains" || type == typeof(DbFunctionsExtensions) || (type == typeof(string) && method != nameof(string.IsNullOrEmpty)))
            {
                node.Arguments.ToList().ForEach(Refuse);
            }

            if (type == typeof(Queryable) && ByValue.Contains(method))
            {
                node.Arguments.Skip(1).Select(a => a is UnaryExpression { NodeType: ExpressionType.Quote, Operand: LambdaExpression by } ? by.Body : a).ToList().ForEach(Refuse);
            }

            return base.VisitMethodCall(node);
        }

        private static bool IsNothing(Expression side) => side is ConstantExpression { Value: null or "" };

        private void Refuse(Expression value)
        {
            while (value is UnaryExpression { NodeType: ExpressionType.Convert } converted)
            {
                value = converted.Operand;
            }

            if (value is MemberExpression { Expression: { } of, Member.Name: var name } && !IsCaptured(of) && model.FindEntityType(of.Type)?.FindProperty(name)?.FindTypeMapping() is SealedText)
            {
                throw new InvalidOperationException(
                    $"{of.Type.Name}.{name} is sealed in the store and cannot be compared there: ask for a keyed hash beside it, or look at the rows once they are read.");
            }
        }

        /// <summary>A value of the code around the query, not of the store.</summary>
        private static bool IsCaptured(Expression of)
        {
            while (of is MemberExpression { Expression: { } inner })
            {
                of = inner;
            }

            return of is ConstantExpression or MemberExpression { Expression: null };
        }
    }
}
