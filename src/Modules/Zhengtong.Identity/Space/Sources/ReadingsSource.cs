using System.Runtime.CompilerServices;
using Zhengtong.Identity.Contracts;
using Zhengtong.Identity.Space.Readings;
using Zhengtong.Platform.Access;

namespace Zhengtong.Identity.Space.Sources;

/// <summary>Who looked at the data.</summary>
internal sealed class ReadingsSource(ReadingList list) : ISpaceSource
{
    public string Key => "readings";

    public string Name => "谁看过我的数据";

    public int Order => 90;

    public async IAsyncEnumerable<SpaceRecord> EverythingAsync(Party party, [EnumeratorCancellation] CancellationToken ct)
    {
        await foreach (var row in list.AllAsync(party, party.Id, ct))
        {
            yield return new SpaceRecord(row.What, row.At, new SpaceFact("谁", row.Who), new SpaceFact("用途", row.Purpose));
        }
    }
}
