using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Zhengtong.Catalogue.Standards;

namespace Zhengtong.TestKit.StandIns;

public enum QualityMood
{
    Well,

    /// <summary>Answers a page in place of JSON, rightly signed.</summary>
    Garbage,

    /// <summary>Answers JSON that lacks what was asked for, rightly signed.</summary>
    Malformed,

    /// <summary>Answers with a signature of another secret.</summary>
    Forged,

    /// <summary>Answers 503.</summary>
    Down,

    /// <summary>Answers 422.</summary>
    Declining,

    /// <summary>Takes what was sent and never answers.</summary>
    Silent,

    /// <summary>Takes what was sent and breaks the connection.</summary>
    Breaking,

    /// <summary>Answers without an end.</summary>
    Endless,
}

/// <summary>
/// A standard-quality system (标准质量工作管理系统) on loopback that speaks the protocol of <c>docs/standard-quality.md</c>: checks unit, signature and nonce, keeps the highest revision of a
/// project, tells decisions.
/// </summary>
public sealed class QualityStandIn() : SignedStandIn("/exchange", StandardQualitySystem.UnitHeader, Unit, Secret)
{
    public const string Unit = "U-51";
    public const string Secret = "stand-in-quality-secret";
    private readonly List<object> _decisions = [];
    private readonly Lock _deciding = new();

    public QualityMood Mood { get; set; }

    /// <summary>By our id of the project.</summary>
    public ConcurrentDictionary<Guid, JsonElement> Projects { get; } = new();

    public static Task<QualityStandIn> StartAsync() => ListenAsync(new QualityStandIn());

    /// <summary>Settings of a product that is connected here.</summary>
    public void Attach(WebApplicationBuilder builder)
    {
        builder.Configuration["StandardQuality:Url"] = Url.AbsoluteUri;
        builder.Configuration["StandardQuality:Unit"] = Unit;
        builder.Configuration["StandardQuality:Secret"] = Secret;
        builder.Configuration["StandardQuality:TimeoutSeconds"] = "1";
        builder.Configuration["StandardQuality:Name"] = "四川省标准质量工作管理系统（演示）";
    }

    public static string NumberOf(Guid project) => "Q-" + project.ToString("N")[^8..];

    public void Decide(Guid project, string state, string opinion, DateTime at)
    {
        lock (_deciding)
        {
            _decisions.Add(new { key = $"D{_decisions.Count + 1}", project, number = NumberOf(project), state, opinion, decidedAt = at });
        }
    }

    protected override async Task<IResult> AnswerAsync(string what, JsonElement asked, HttpContext http)
    {
        switch (Mood)
        {
            case QualityMood.Down:
                return Results.StatusCode(StatusCodes.Status503ServiceUnavailable);
            case QualityMood.Declining when what == "projects":
                return Results.UnprocessableEntity();
        }

        var answer = JsonSerializer.Serialize(what == "projects" ? Keep(asked) : Tell(asked), JsonSerializerOptions.Web);
        switch (Mood)
        {
            case QualityMood.Silent:
                return await SilentAsync(http);
            case QualityMood.Breaking:
                return Break(http);
            case QualityMood.Endless:
                return await EndlessAsync(http);
            case QualityMood.Garbage:
                answer = "<html>welcome</html>";
                break;
            case QualityMood.Malformed:
                answer = what == "projects" ? "{\"id\":\"00000000-0000-0000-0000-000000000001\",\"revision\":1}" : "{\"next\":\"9\",\"items\":[{\"key\":\"D1\"},null]}";
                break;
        }

        return Sign(http, answer, Mood == QualityMood.Forged);
    }

    private object Keep(JsonElement project)
    {
        var (id, revision) = (project.GetProperty("id").GetGuid(), project.GetProperty("revision").GetInt32());
        Projects.AddOrUpdate(id, project.Clone(), (_, known) => known.GetProperty("revision").GetInt32() > revision ? known : project.Clone());
        return new { id, revision, number = NumberOf(id) };
    }

    private object Tell(JsonElement asked)
    {
        var after = int.TryParse(asked.GetProperty("after").GetString(), NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : 0;
        lock (_deciding)
        {
            return new { next = _decisions.Count.ToString(CultureInfo.InvariantCulture), items = _decisions.Skip(after).ToList() };
        }
    }
}
