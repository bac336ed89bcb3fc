using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Zhengtong.Platform.Persistence;

/// <summary>
/// A region and all below it, written <c>x.RegionCode.StartsWith(region)</c>, is asked of the store as a range of codes. A LIKE with a parameter cannot be looked up in an
/// index once PostgreSQL keeps one plan for all parameters; a range can, and gives its rows in order. Codes are digits, so a letter sorts behind every longer code.
/// </summary>
internal sealed class RegionRange : ExpressionVisitor, IQueryExpressionInterceptor
{
    public static readonly RegionRange Instance = new();
    private const string Behind = "a";
    private static readonly System.Reflection.MethodInfo StartsWith = typeof(string).GetMethod(nameof(string.StartsWith), [typeof(string)])!;
    private static readonly System.Reflection.MethodInfo Compare = typeof(string).GetMethod(nameof(string.Compare), [typeof(string), typeof(string)])!;
    private static readonly System.Reflection.MethodInfo Concat = typeof(string).GetMethod(nameof(string.Concat), [typeof(string), typeof(string)])!;

    public Expression QueryCompilationStarting(Expression queryExpression, QueryExpressionEventData eventData) => Visit(queryExpression);

    protected override Expression VisitMethodCall(MethodCallExpression node)
    {
        if (node.Method != StartsWith || node.Object is not MemberExpression { Member.Name: var name } code || !name.EndsWith("RegionCode", StringComparison.Ordinal))
        {
            return base.VisitMethodCall(node);
        }

        var (column, region) = (Visit(code), Visit(node.Arguments[0]));
        return Expression.AndAlso(
            Expression.GreaterThanOrEqual(Expression.Call(Compare, column, region), Expression.Constant(0)),
            Expression.LessThan(Expression.Call(Compare, column, Expression.Add(region, Expression.Constant(Behind), Concat)), Expression.Constant(0)));
    }
}
