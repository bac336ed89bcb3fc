using Zhengtong.Platform.Events;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Cases.Model;

/// <summary>Where an act on a case puts its new rows: the database it will be saved in, or the batch of a bulk load. The acts are the same code for both.</summary>
internal interface ICaseRows
{
    void Add(object row);

    void Publish(IEvent happened, DateTime at);
}

internal sealed class DatabaseRows(Database db) : ICaseRows
{
    public void Add(object row) => db.Add(row);

    public void Publish(IEvent happened, DateTime at) => db.Publish(happened, at);
}
