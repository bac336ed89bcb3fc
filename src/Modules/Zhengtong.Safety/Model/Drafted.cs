using Zhengtong.Platform.Access;

namespace Zhengtong.Safety.Model;

/// <summary>What some draft and another publishes (18.08, 18.11): whose hands were on the draft since the last publication.</summary>
internal abstract class Drafted
{
    /// <summary>Ids of who wrote, with blanks between.</summary>
    public string Drafters { get; private set; } = "";

    public string DraftedByName { get; private set; } = "";

    public DateTime? DraftedAt { get; private set; }

    /// <summary>Somebody wrote since the last publication.</summary>
    public bool Waits => Drafters.Length > 0;

    public bool WasDraftedBy(Guid staff) => Drafters.Split(' ').Contains(staff.ToString("N"));

    protected void Wrote(Act act)
    {
        if (!WasDraftedBy(act.Actor.Id))
        {
            Drafters = (Drafters + " " + act.Actor.Id.ToString("N")).Trim();
            DraftedByName = DraftedByName.Length == 0 ? act.Actor.Name : DraftedByName + "、" + act.Actor.Name;
        }

        DraftedAt = act.At;
    }

    protected void Published() => (Drafters, DraftedByName, DraftedAt) = ("", "", null);
}
