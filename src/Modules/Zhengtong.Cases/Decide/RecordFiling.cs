using Microsoft.EntityFrameworkCore;
using Zhengtong.Cases.Model;
using Zhengtong.Cases.Rules;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Cases.Decide;

/// <summary>
/// Record filing (备案, 03.33): what is complete and in form is recorded in the same act that takes it. There is no deciding step, so nobody can refuse
/// on the substance, and nobody decides what he received.
/// </summary>
internal static class RecordFiling
{
    private const string Complete = "材料齐全，符合规定形式";

    /// <summary>The strict flow of a filing: nothing between intake and issue.</summary>
    public static bool Applies(PublishedItem item) => item.Content.Filing && item.Content.Steps.All(s => s.Kind is StepKind.Intake or StepKind.Issue);

    public static async Task AtAcceptanceAsync(Database db, CaseFile file, Act act, CancellationToken ct)
    {
        if (Applies(file.Item))
        {
            var application = await db.Set<Application>().AsNoTracking().SingleAsync(x => x.CaseId == file.Case.Id, ct);
            DecideCase.Decide(file, null, new DecideCase.Command(Guid.Empty, true, Complete), application, act, feesClear: !FeeStandard.Obligatory(file.Item));
        }
    }
}
