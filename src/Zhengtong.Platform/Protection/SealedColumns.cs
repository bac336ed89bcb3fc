using System.Data.Common;
using System.Linq.Expressions;
using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Query;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Zhengtong.Platform.Protection;

/// <summary>Says in the mapping which columns hold sealed text, and finds them again.</summary>
public static class SealedColumns
{
    private const string ByHand = "Zhengtong:Sealed";

    /// <summary>
    /// The store holds the value sealed; the row in memory has it plain. Such a column is read and written, and asked whether it is empty, nothing else: equal values do not look equal
    /// (<see cref="SealedInQueries"/> refuses to compare). What is to be found by its value has a keyed hash beside it (<see cref="Lookups"/>).
    /// </summary>
    /// <param name="purpose">Its own for each column and never changed, since what is sealed for one opens for no other.</param>
    public static PropertyBuilder<T> IsSealed<T>(this PropertyBuilder<T> property, string purpose)
    {
        property.Metadata.SetTypeMapping(new SealedText(purpose));
        return property;
    }

    /// <summary>The slices seal and open this column themselves; said here so that it is found when everything is sealed anew.</summary>
    public static void IsSealedByHand(this IMutableProperty property, string purpose) => property.SetAnnotation(ByHand, purpose);

    /// <summary>What the column is sealed for; null when it is readable.</summary>
    public static string? SealedFor(this IReadOnlyProperty property) =>
        property.FindTypeMapping() is SealedText text ? text.Purpose : property.FindAnnotation(ByHand)?.Value as string;
}

/// <summary>
/// Text that is sealed on its way into the store and opened on its way out. The model is one for all databases of a process, so the key is not in it: opening takes it from the context
/// of the query, sealing from the context of the command (<see cref="SealParameters"/>), for which the parameter is marked here.
/// </summary>
internal sealed class SealedText : RelationalTypeMapping
{
    private static readonly MethodInfo OpenInContext = typeof(SealedText).GetMethod(nameof(Open), BindingFlags.NonPublic | BindingFlags.Static)!;

    public SealedText(string purpose)
        : this(
            // A converter of its own, though it changes nothing: by it EF tells apart the parameters of two columns that are set to one value.
            new RelationalTypeMappingParameters(new CoreTypeMappingParameters(typeof(string), new ValueConverter<string, string>(v => v, v => v)), "text", dbType: System.Data.DbType.String),
            purpose)
    {
    }

    private SealedText(RelationalTypeMappingParameters parameters, string purpose)
        : base(parameters) => Purpose = purpose;

    public string Purpose { get; }

    public override Expression CustomizeDataReaderExpression(Expression expression) => Expression.Call(
        OpenInContext, Expression.Property(QueryCompilationContext.QueryContextParameter, nameof(QueryContext.Context)), Expression.Constant(Purpose), expression);

    protected override RelationalTypeMapping Clone(RelationalTypeMappingParameters parameters) => new SealedText(parameters, Purpose);

    protected override void ConfigureParameter(DbParameter parameter) => parameter.SourceColumn = Purpose;

    /// <summary>A value in the text of a statement would get past the sealing.</summary>
    protected override string GenerateNonNullSqlLiteral(object value) => value is ""
        ? "''"
        : throw new InvalidOperationException($"A value sealed for {Purpose} cannot stand in a statement: give it as a parameter.");

    private static string Open(DbContext context, string purpose, string hidden) => ((Persistence.Database)context).Sealing.Open(purpose, hidden);
}
