using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Catalogue.Performance;

/// <summary>A manager rates how an item is implemented and says what is to change; the organisation answers with the version in which it did (01.43).</summary>
internal sealed class EvaluateItem(Database db)
{
    public static readonly Problem Unknown = Problem.NotFound("catalogue.item-unknown", "没有找到这个事项，或不在您的管理范围内。");
    private static readonly Problem NotOpen = Problem.Conflict("catalogue.todo-done", "这项整改已经办结，或不属于您的单位，请刷新页面查看。");

    internal sealed class Command
    {
        public EvaluationRating Rating { get; set; }

        public string? Conclusion { get; set; }

        public string? Todo { get; set; }
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

        if (problems.Count > 0)
        {
            return Outcome<Guid>.Because(problems);
        }

        var evaluation = new ItemEvaluation
        {
            Id = Guid.CreateVersion7(act.At),
            ItemId = item.Id,
            Code = item.Code,
            ItemName = item.Name,
            RegionCode = item.RegionCode,
            OrganisationId = item.OrganisationId,
            OrganisationName = item.OrganisationName,
            Rating = command.Rating,
            Conclusion = conclusion,
            Todo = todo,
            ById = act.Actor.Id,
            ByName = act.Actor.Name,
            At = act.At,
        };
        db.Add(evaluation);
        db.Record(item, act, "evaluated", new { evaluation.Id, rating = (int)evaluation.Rating, conclusion, todo });
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

        found.Evaluation.Done(text, found.Item.CurrentVersion, act);
        db.Record(found.Item, act, "evaluation-answered", new { evaluationId, text, version = found.Item.CurrentVersion });
        return await db.SaveAsync(ct);
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
