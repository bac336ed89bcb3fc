using System.Reflection;
using Xunit;
using Xunit.Sdk;
using Xunit.v3;

namespace Zhengtong.TestKit;

/// <summary>Gives a theory the name of every database: a test of rows runs on SQLite and on PostgreSQL.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class EachDatabaseAttribute : DataAttribute
{
    public override ValueTask<IReadOnlyCollection<ITheoryDataRow>> GetData(MethodInfo testMethod, DisposalTracker disposalTracker) =>
        ValueTask.FromResult<IReadOnlyCollection<ITheoryDataRow>>([new TheoryDataRow<Engine>(Engine.Sqlite), new TheoryDataRow<Engine>(Engine.Postgres)]);

    public override bool SupportsDiscoveryEnumeration() => true;
}

public enum Engine
{
    Sqlite,
    Postgres,
}
