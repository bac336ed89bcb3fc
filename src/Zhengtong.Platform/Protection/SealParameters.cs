using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Platform.Protection;

/// <summary>Seals the values of a command that go into sealed columns, just before it leaves.</summary>
internal sealed class SealParameters : DbCommandInterceptor
{
    public static readonly SealParameters Instance = new();

    public override DbCommand CommandInitialized(CommandEndEventData eventData, DbCommand result)
    {
        foreach (DbParameter parameter in result.Parameters)
        {
            if (parameter is { SourceColumn: { Length: > 0 } purpose, Value: string value })
            {
                parameter.Value = ((Database)eventData.Context!).Sealing.Seal(purpose, value);
            }
        }

        return result;
    }
}
