using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Cases.Deliver;
using Zhengtong.Cases.Model;
using Zhengtong.Cases.Notices;
using Zhengtong.Cases.Rules;
using Zhengtong.Cases.SpecialProcedure;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Cases.Fees;

/// <summary>What the acts on a fee have in common: the words of its documents, and what is set free when nothing is owed any more.</summary>
internal static class FeeWrite
{
    public static Dictionary<string, object?> Elements(CaseFile file, string order, Act act) => new()
    {
        ["number"] = file.Case.Number,
        ["applicant"] = file.Case.ApplicantName,
        ["item"] = file.Case.ItemName,
        ["organisation"] = file.Case.OrganisationName,
        ["orderNumber"] = order,
        ["date"] = LegalDay.Date(LegalDay.Of(act.At)),
    };

    public static List<Dictionary<string, object?>> Lines(IEnumerable<FeeLine> lines) =>
    [
        .. lines.Select(l => new Dictionary<string, object?>
        {
            ["name"] = l.Name,
            ["standard"] = l.Standard,
            ["ground"] = l.Basis,
            ["quantity"] = l.Quantity.ToString(CultureInfo.InvariantCulture),
            ["amount"] = FeeStandard.Yuan(l.UnitFen * l.Quantity),
        }),
    ];

    /// <summary>Nothing is owed under this order any more: a clock that stood for the payment runs again, and an electronic result that waited is delivered.</summary>
    public static async Task ClearedAsync(Database db, CaseFile file, FeeOrder order, string how, Act act, CancellationToken ct)
    {
        if (await db.Set<FeeOrder>().AsNoTracking().Where(o => o.CaseId == order.CaseId && o.Id != order.Id).ToListAsync(ct) is { } others && others.Any(o => o.State == FeeState.Unpaid))
        {
            return;
        }

        await RunOnAsync(db, file, how, act, ct);
        if (file.Case is { DecidedAt: not null, ClosedAt: null, Granted: true } && order.State is FeeState.Paid or FeeState.Waived
            && await db.Set<Delivery>().SingleAsync(d => d.CaseId == order.CaseId, ct) is { Method: DeliveryMethods.Electronic } delivery)
        {
            DeliverResult.DeliverElectronically(file, delivery, act);
        }
    }

    /// <summary>Ends the wait for the payment where it stopped the clock.</summary>
    private static async Task RunOnAsync(Database db, CaseFile file, string how, Act act, CancellationToken ct)
    {
        if (file.Case is { PausedAt: not null, ClosedAt: null } && PaymentWait.Listed(file.Item.Content) is { } listed
            && await db.Set<SpecialProcedureRun>().SingleOrDefaultAsync(r => r.CaseId == file.Case.Id && r.EndedAt == null && r.Kind == listed.Name, ct) is { } run)
        {
            RunSpecialProcedure.Finish(file, run, how, act);
        }
    }
}
