using Zhengtong.Catalogue.Model;
using Zhengtong.Platform.Access;

namespace Zhengtong.Catalogue.MassChanges;

/// <summary>The question about a checked file, as the page of that file shows it to somebody.</summary>
/// <param name="Change">Null: nobody asked yet.</param>
/// <param name="Address">Of the page.</param>
internal sealed record MassChangeView(MassChange? Change, Actor Actor, string Address)
{
    public bool MayAnswer => Change is { Status: MassChangeStatus.Waiting } && Change.MayAnswer(Actor);

    public bool MayWithdraw => Change is { Status: MassChangeStatus.Waiting } && Change.AskedById == Actor.Id;

    /// <summary>It may be asked for, for the first time or again.</summary>
    public bool IsFree => Change is null or { Status: MassChangeStatus.Failed or MassChangeStatus.Rejected or MassChangeStatus.Withdrawn };
}
