using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Catalogue.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Catalogue.Performance;

/// <summary>A manager rates how an item is implemented and says what is to change; the organisation answers with the version in which it did (01.43).</summary>
internal sealed class EvaluateItem(Database db, TellEvaluation tell)
{
    public static readonly Problem Unknown = Problem.NotFound("catalogue.item-unknown", "没有找到这个事项，或不在您的管理范围内。");
    private static readonly Problem NotOpen = Problem.Conflict("catalogue.todo-done", "这项整改已经办结，或不属于您的单位，请刷新页面查看。");

    private static readonly Problem NotChanged =
        Problem.Conflict("catalogue.todo-no-version", "评价以后，实施清单还没有修改。请先通过“事项变更”发布修改后的版本，再报告整改。");

    internal sealed class Command
    {
        public EvaluationRating Rating { get; set; }

        public string? Conclusion { get; set; }

        public string? Todo { get; set; }

        public DateOnly? DueOn { get; set; }
    }

    public async Task<Outcome<Guid>> RateAsync(string code, Command command, Act act, CancellationToken ct)
    {
        if (!act.Actor.Has(Roles.CatalogueManager))
        {
            return Problem.Forbidden("catalogue.rating-by-manager", "绩效评价由事项管理人员作出。");
        }

        var item = await db.Set<Item>().KeptBy(act.Actor).SingleOrDefaultAsync(i => i.Code == code && i.Kind == ItemKind.Implementation, ct);
        if (item is null)
        {
            return Unknown;
        }

        var problems = new List<Problem>();
        if (!Enum.IsDefined(command.Rating))
        {
            problems.Add(Problem.Invalid("catalogue.rating", "请选择评价等次。", "Rating"));
        }

        var (conclusion, todo) = ((command.Conclusion ?? "").Trim(), (command.Todo ?? "").Trim());
        if (conclusion.Length is 0 or > 2000)
        {
            problems.Add(Problem.Invalid("catalogue.rating-conclusion", "请写明评价结论和依据，不超过 2000 个字。", "Conclusion"));
        }

        if (todo.Length > 1000 || (todo.Length == 0 && command.Rating is EvaluationRating.Fair or EvaluationRating.Poor))
        {
            problems.Add(Problem.Invalid("catalogue.rating-todo", "评价为一般或较差的，请写明实施清单要改什么，不超过 1000 个字。", "Todo"));
        }

        var today = LegalDay.Of(act.At);
        if (todo.Length > 0 && !(command.DueOn > today && command.DueOn <= today.AddYears(1)))
        {
            problems.Add(Problem.Invalid("catalogue.rating-due", "请填写整改期限，明天以后、一年以内。", "DueOn"));
        }

        if (problems.Count > 0)
        {
            return Outcome<Guid>.Because(problems);
        }

        var evaluation = new ItemEvaluation
        {
            Id = act.NewId(),
            ItemId = item.Id,
            Code = item.Code,
            ItemName = item.Name,
            RegionCode = item.RegionCode,
            OrganisationId = item.OrganisationId,
            OrganisationName = item.OrganisationName,
            Rating = command.Rating,
            Conclusion = conclusion,
            Todo = todo,
            DueOn = todo.Length > 0 ? command.DueOn : null,
            RatedVersion = item.CurrentVersion,
            ById = act.Actor.Id,
            ByName = act.Actor.Name,
            At = act.At,
        };
        db.Add(evaluation);
        db.Record(item, act, "evaluated", new { evaluation.Id, rating = (int)evaluation.Rating, conclusion, todo, evaluation.DueOn });
        if (todo.Length > 0)
        {
            await tell.RatedAsync(evaluation, ct);
        }

        var saved = await db.SaveAsync(ct);
        return saved.Ok ? evaluation.Id : Outcome<Guid>.Because(saved.Problems);
    }

    public async Task<Outcome> AnswerAsync(Guid evaluationId, string? answer, Act act, CancellationToken ct)
    {
        if ((answer ?? "").Trim() is not { Length: > 0 and <= 1000 } text)
        {
            return Problem.Invalid("catalogue.todo-answer", "请写明整改情况，不超过 1000 个字。", "answer");
        }

        // The organisation that has the item now answers, also when it succeeded another.
        var mine = db.Set<Item>().KeptBy(act.Actor);
        var found = await db.Set<ItemEvaluation>().Where(e => e.Id == evaluationId && e.DoneAt == null && e.Todo != "")
            .Join(mine, e => e.ItemId, i => i.Id, (e, i) => new { Evaluation = e, Item = i }).SingleOrDefaultAsync(ct);
        if (found is null)
        {
            return NotOpen;
        }

        if (!await ChangedAsync(found.Item, found.Evaluation.RatedVersion, ct))
        {
            return NotChanged;
        }

        found.Evaluation.Done(text, found.Item.CurrentVersion, act);
        db.Record(found.Item, act, "evaluation-answered", new { evaluationId, text, version = found.Item.CurrentVersion });
        tell.Answered(found.Evaluation);
        return await db.SaveAsync(ct);
    }

    /// <summary>Whether the item says something else than the version that was rated; that another organisation has it now is nothing mended.</summary>
    private async Task<bool> ChangedAsync(Item item, int rated, CancellationToken ct)
    {
        var said = await db.Set<ItemVersion>().AsNoTracking()
            .Where(v => v.ItemId == item.Id && (v.Number == rated || v.Number == item.CurrentVersion)).Select(v => new { v.Name, v.Content }).ToListAsync(ct);
        return said.Select(v => (v.Name, Says(v.Content))).Distinct().Count() > 1;
    }

    private static string Says(string content)
    {
        var says = ItemContent.FromJson(content);
        return (says with { Steps = [.. says.Steps.Select(s => s with { OrganisationId = null, OrganisationName = "" })] }).ToJson();
    }
}

internal static class RatingWords
{
    public static string Name(this EvaluationRating rating) => rating switch
    {
        EvaluationRating.Excellent => "优秀",
        EvaluationRating.Good => "良好",
        EvaluationRating.Fair => "一般",
        EvaluationRating.Poor => "较差",
        _ => "",
    };
}
