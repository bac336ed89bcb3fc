using Microsoft.AspNetCore.Http.Extensions;
using Zhengtong.Cases.Model;
using Zhengtong.Platform.Access;

namespace Zhengtong.Cases.WorkList;

/// <summary>What a list shows; bound from the address, so that a filter is a link that can be kept and passed on.</summary>
internal sealed record WorkListFilter
{
    public const string Overdue = "overdue";
    public const string Today = "today";
    public const string Week = "week";
    public const string Online = "online";
    public const string AtWindow = "window";

    /// <summary>overdue, today or week; else all.</summary>
    public string? Due { get; set; }

    /// <summary>Words of the item, or the case's number.</summary>
    public string? Words { get; set; }

    /// <summary>online (网上), window (窗口), or all.</summary>
    public string? From { get; set; }

    public bool Any => Due is not null || !string.IsNullOrWhiteSpace(Words) || From is not null;

    public IReadOnlyList<End> Ends => From switch
    {
        Online => [End.Pc, End.Phone, End.Kiosk, End.Hotline, End.System],
        AtWindow => [End.Window],
        _ => [],
    };

    /// <summary>The address of a list with this filter.</summary>
    public string Href(string path, string? after = null, string? due = "", string? from = "")
    {
        var query = new QueryBuilder();
        foreach (var (name, value) in ((string, string?)[])[("due", due == "" ? Due : due), ("words", Words), ("from", from == "" ? From : from), ("after", after)])
        {
            if (!string.IsNullOrWhiteSpace(value))
            {
                query.Add(name, value);
            }
        }

        return path + query;
    }

    public IQueryable<CaseStep> Apply(IQueryable<CaseStep> steps, DateOnly today)
    {
        var sunday = today.AddDays((7 - (int)today.DayOfWeek) % 7);
        steps = Due switch
        {
            Overdue => steps.Where(s => s.DueOn < today),
            Today => steps.Where(s => s.DueOn == today),
            Week => steps.Where(s => s.DueOn >= today && s.DueOn <= sunday),
            _ => steps,
        };
        return (Words ?? "").Split((char[])[' ', '　'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Take(5)
            .Aggregate(steps, (q, word) => q.Where(s => s.ItemName.Contains(word) || s.CaseNumber.StartsWith(word)));
    }
}
