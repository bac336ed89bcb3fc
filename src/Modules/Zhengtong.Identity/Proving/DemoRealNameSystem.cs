using System.Collections.Concurrent;
using Zhengtong.Platform.Outcomes;

namespace Zhengtong.Identity.Proving;

/// <summary>
/// The system of the demo (<c>Demo:Enabled</c> and no <c>RealName:Url</c>): knows nobody, so that a name says what it is to answer: 不符, 查无, 已故 or 注销 in it; of everybody else it says that all is
/// right. A face is shown on a page on which one chooses the outcome.
/// </summary>
internal sealed class DemoRealNameSystem : IRealNameSystem
{
    public const string FacePath = "/demo/face";
    private readonly ConcurrentDictionary<string, Face> _faces = new(StringComparer.Ordinal);

    internal sealed record Face(string Name, string ReturnUrl, RealNameResult Result);

    public bool Configured => true;

    public bool SeesFaces => true;

    public string Name => "实名核验平台（演示）";

    public Task<Outcome<RealNameAnswer>> AskAsync(PersonQuestion question, CancellationToken ct) => Task.FromResult<Outcome<RealNameAnswer>>(new RealNameAnswer(Of(question.Name), "DEMO"));

    public Task<Outcome<RealNameAnswer>> AskAsync(CompanyQuestion question, CancellationToken ct) => Task.FromResult<Outcome<RealNameAnswer>>(new RealNameAnswer(Of(question.Name), "DEMO"));

    public Task<Outcome<string>> BeginFaceAsync(string ticket, PersonQuestion person, string returnUrl, CancellationToken ct)
    {
        _faces.TryAdd(ticket, new Face(person.Name, returnUrl, RealNameResult.Pending));
        return Task.FromResult<Outcome<string>>($"{FacePath}?ticket={ticket}");
    }

    /// <summary>A demo that was started again has forgotten the check: it is to be begun anew.</summary>
    public Task<Outcome<RealNameAnswer>> FaceResultAsync(string ticket, CancellationToken ct) =>
        Task.FromResult<Outcome<RealNameAnswer>>(new RealNameAnswer(Find(ticket)?.Result ?? RealNameResult.Differs, "DEMO-" + ticket[..8]));

    public Face? Find(string ticket) => _faces.GetValueOrDefault(ticket);

    public void Show(string ticket, bool same)
    {
        if (_faces.TryGetValue(ticket, out var face))
        {
            _faces.TryUpdate(ticket, face with { Result = same ? RealNameResult.Same : RealNameResult.Differs }, face);
        }
    }

    private static RealNameResult Of(string name) =>
        name.Contains("不符", StringComparison.Ordinal) ? RealNameResult.Differs
        : name.Contains("查无", StringComparison.Ordinal) ? RealNameResult.Unknown
        : name.Contains("已故", StringComparison.Ordinal) || name.Contains("注销", StringComparison.Ordinal) ? RealNameResult.Ended
        : RealNameResult.Same;
}
