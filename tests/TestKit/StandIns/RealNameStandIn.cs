using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Zhengtong.Identity.Proving;

namespace Zhengtong.TestKit.StandIns;

public enum RealNameMood
{
    Well,

    /// <summary>Answers a page in place of JSON, rightly signed.</summary>
    Garbage,

    /// <summary>Answers JSON that lacks what was asked for, rightly signed.</summary>
    Malformed,

    /// <summary>Answers with a signature of another secret.</summary>
    Forged,

    /// <summary>Answers rightly signed, but for another question.</summary>
    Replayed,

    /// <summary>Answers 503.</summary>
    Down,

    /// <summary>Answers 422.</summary>
    Declining,

    /// <summary>Never answers.</summary>
    Silent,

    /// <summary>Breaks the connection.</summary>
    Breaking,

    /// <summary>Answers without an end.</summary>
    Endless,

    /// <summary>Names a page of somebody else for the face check.</summary>
    Luring,
}

/// <summary>
/// A real-name system on loopback that speaks the protocol of <c>docs/real-name.md</c>: checks unit, signature and nonce, knows the people and companies it was told of, and sees the faces that the
/// test shows it.
/// </summary>
public sealed class RealNameStandIn() : SignedStandIn("/check", HttpRealNameSystem.UnitHeader, Unit, Secret)
{
    public const string Unit = "U-511602";
    public const string Secret = "stand-in-real-name-secret";
    private readonly ConcurrentDictionary<string, (string Name, bool Ended)> _known = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, string> _faces = new(StringComparer.Ordinal);

    public RealNameMood Mood { get; set; }

    /// <summary>Where the last face check wants the browser back.</summary>
    public string ReturnUrl { get; private set; } = "";

    public static Task<RealNameStandIn> StartAsync() => ListenAsync(new RealNameStandIn());

    /// <summary>Settings of a product that is connected here.</summary>
    public void Attach(WebApplicationBuilder builder)
    {
        builder.Configuration["RealName:Url"] = Url.AbsoluteUri;
        builder.Configuration["RealName:FacePages"] = Root + "/faces/";
        builder.Configuration["RealName:Unit"] = Unit;
        builder.Configuration["RealName:Secret"] = Secret;
        builder.Configuration["RealName:TimeoutSeconds"] = "1";
        builder.Configuration["RealName:Name"] = "四川省实名核验平台（演示）";
    }

    /// <param name="key">Number of a document, or credit code of a company.</param>
    /// <param name="name">Of a company: its name and its legal representative with / between.</param>
    public void Know(string key, string name, bool ended = false) => _known[key] = (name, ended);

    /// <summary>The person of the ticket shows his face, or another does.</summary>
    public void Show(string ticket, bool same) => _faces[ticket] = same ? "same" : "differs";

    protected override async Task<IResult> AnswerAsync(string what, JsonElement asked, HttpContext http)
    {
        switch (Mood)
        {
            case RealNameMood.Down:
                return Results.StatusCode(StatusCodes.Status503ServiceUnavailable);
            case RealNameMood.Declining:
                return Results.UnprocessableEntity();
            case RealNameMood.Silent:
                return await SilentAsync(http);
            case RealNameMood.Breaking:
                return Break(http);
            case RealNameMood.Endless:
                return await EndlessAsync(http);
        }

        var answer = Mood switch
        {
            RealNameMood.Garbage => "<html>same</html>",
            RealNameMood.Malformed => """{"result":"yes","reference":"R","ticket":null,"page":"/somewhere"}""",
            _ => JsonSerializer.Serialize(Answer(what, asked), JsonSerializerOptions.Web),
        };
        return Sign(http, answer, Mood == RealNameMood.Forged, Mood == RealNameMood.Replayed ? new string('0', 32) : null);
    }

    private object Answer(string what, JsonElement asked)
    {
        string Text(string name) => asked.GetProperty(name).GetString()!;
        switch (what)
        {
            case "persons":
                return new { result = ResultOf(Text("number"), Text("name"), "dead"), reference = $"P-{Asked}" };
            case "companies":
                return new { result = ResultOf(Text("creditCode"), $"{Text("name")}/{Text("representative")}", "dissolved"), reference = $"C-{Asked}" };
            case "faces":
                ReturnUrl = Text("returnUrl");
                _faces[Text("ticket")] = "pending";
                return new { ticket = Text("ticket"), page = (Mood == RealNameMood.Luring ? "https://lure.example" : Root) + "/faces/" + Text("ticket") };
            default:
                return new { ticket = Text("ticket"), result = _faces.GetValueOrDefault(Text("ticket"), "differs"), reference = $"F-{Asked}" };
        }
    }

    private string ResultOf(string key, string name, string ended) =>
        !_known.TryGetValue(key, out var known) ? "unknown" : known.Ended ? ended : known.Name == name ? "same" : "differs";
}
