using Microsoft.Extensions.Options;
using Zhengtong.Platform.Messaging;
using Zhengtong.Platform.Outcomes;

namespace Zhengtong.Identity.Proving;

/// <summary>Asks the system of the settings in signed JSON. An answer that does not say what was asked is a problem, never a proof.</summary>
internal sealed class HttpRealNameSystem(SignedJson json, IOptions<RealNameSettings> options) : IRealNameSystem
{
    public const string Client = "real-name";
    public const string UnitHeader = "X-Unit";
    public const int MaxBytes = 16 * 1024;
    public static readonly Problem Away = Problem.Conflict("identity.real-name-away", "实名核验平台暂时没有应答，没有完成核验。请过几分钟再试。");
    public static readonly Problem Odd = Problem.Conflict("identity.real-name-odd", "实名核验平台的应答无法识别，没有采用。请过几分钟再试；一直这样的，请持证件原件到政务服务大厅窗口核验。");
    public static readonly Problem Declined = Problem.Conflict("identity.real-name-declined", "实名核验平台没有受理这次核验。请持证件原件到政务服务大厅窗口核验。");

    private readonly SignedPeer _system = Peer(options.Value);
    private readonly Uri? _pages = options.Value.FacePages;

    public bool Configured => _system.Root is not null;

    public bool SeesFaces => _pages is not null;

    public string Name { get; } = options.Value.Name;

    public Task<Outcome<RealNameAnswer>> AskAsync(PersonQuestion question, CancellationToken ct) => AnswerAsync("persons", question, "dead", null, ct);

    public Task<Outcome<RealNameAnswer>> AskAsync(CompanyQuestion question, CancellationToken ct) => AnswerAsync("companies", question, "dissolved", null, ct);

    public Task<Outcome<RealNameAnswer>> FaceResultAsync(string ticket, CancellationToken ct) => AnswerAsync("face-results", new { ticket }, null, ticket, ct);

    public async Task<Outcome<string>> BeginFaceAsync(string ticket, PersonQuestion person, string returnUrl, CancellationToken ct)
    {
        var asked = await json.AskAsync<Begun>(_system, "faces", new { ticket, person.Kind, person.Number, person.Name, returnUrl }, ct);
        return !asked.TryGet(out var begun) ? Outcome<string>.Because(asked.Problems)
            : begun.Ticket == ticket && begun.Page is { } page && OutwardAddress.IsBelow(_pages, page) ? page
            : Odd;
    }

    /// <param name="ended">What the system calls somebody or something that is no more.</param>
    /// <param name="ticket">Of a face check: must come back.</param>
    private async Task<Outcome<RealNameAnswer>> AnswerAsync(string what, object question, string? ended, string? ticket, CancellationToken ct)
    {
        var asked = await json.AskAsync<Said>(_system, what, question, ct);
        return !asked.TryGet(out var said) ? Outcome<RealNameAnswer>.Because(asked.Problems)
            : said.Ticket == ticket && said.Reference is { Length: <= 100 } reference && ResultOf(said.Result, ended, ticket is not null) is { } result ? new RealNameAnswer(result, reference)
            : Odd;
    }

    private static RealNameResult? ResultOf(string? said, string? ended, bool face) => said switch
    {
        "same" => RealNameResult.Same,
        "differs" => RealNameResult.Differs,
        "unknown" when !face => RealNameResult.Unknown,
        "pending" when face => RealNameResult.Pending,
        not null when said == ended => RealNameResult.Ended,
        _ => null,
    };

    private static SignedPeer Peer(RealNameSettings settings) => new(
        Client, settings.Url, UnitHeader, settings.Unit, settings.Secret, TimeSpan.FromSeconds(settings.TimeoutSeconds), MaxBytes, Away, Odd, Declined);

    private sealed record Said(string? Result, string? Reference, string? Ticket);

    private sealed record Begun(string? Ticket, string? Page);
}
