using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Model;
using Zhengtong.Identity.Contracts;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Catalogue.Ends;

/// <summary>Registers an application end (01.38), changes what is known of it, gives it a new key, retires it.</summary>
internal sealed class KeepEnd(Database db, EndAddress addresses, IOrganisations organisations, EndFindings findings)
{
    public static readonly Problem Unknown = Problem.NotFound("catalogue.end-unknown", "没有找到这个应用端，或不在您的管理范围内。");
    private static readonly Problem Taken = Problem.Conflict("catalogue.end-taken", "这个单位已经登记了同名的应用端，请换一个名称，或返回列表修改原来的。");
    private static readonly Problem Retired = Problem.Conflict("catalogue.end-retired", "这个应用端已停用，不能再修改。");
    private static readonly Problem Meanwhile = Problem.Conflict("catalogue.end-meanwhile", "您打开之后有人修改过这个应用端，没有保存您的修改。请重新打开页面，在现在的内容上修改。");

    internal sealed class Command
    {
        /// <summary>Of the end its author had before him; a new one has none.</summary>
        public int? Revision { get; set; }

        public string? Name { get; set; }

        public EndKind? Kind { get; set; }

        /// <summary>Of a manager's region; an editor's is his own.</summary>
        public Guid? OrganisationId { get; set; }

        public string? PullAddress { get; set; }

        public string? Contact { get; set; }
    }

    /// <returns>The end, and its key: the only time anybody sees it.</returns>
    public async Task<Outcome<(Guid Id, string Key)>> RegisterAsync(Command command, Act act, CancellationToken ct)
    {
        var problems = new List<Problem>();
        var facts = Read(command, problems);
        var post = act.Actor.Post!;
        var owner = await organisations.FindAsync(post.Role == Roles.ItemEditor ? post.OrganisationId : command.OrganisationId ?? Guid.Empty, ct);
        if (owner is null || !owner.RegionCode.StartsWith(post.RegionCode, StringComparison.Ordinal))
        {
            problems.Add(Problem.Invalid("catalogue.end-organisation", "请选择本地区的主管单位。", nameof(command.OrganisationId)));
        }

        if (problems.Count > 0)
        {
            return Outcome<(Guid, string)>.Because(problems);
        }

        var (key, hash) = EndKey.New();
        var end = ApplicationEnd.Register(facts, owner!.Id, owner.Name, owner.RegionCode, hash, act);
        db.Add(end);
        db.Record(end, act, "end-registered", new { end.Name, end.Kind, end.OrganisationName, end.PullAddress });
        var saved = await db.SaveAsync(ct, Taken);
        return saved.Ok ? (end.Id, key) : Outcome<(Guid, string)>.Because(saved.Problems);
    }

    public async Task<Outcome> ChangeAsync(Guid id, Command command, Act act, CancellationToken ct)
    {
        var problems = new List<Problem>();
        var facts = Read(command, problems);
        if (problems.Count > 0)
        {
            return Outcome.Refused(problems);
        }

        return await OnAsync(id, act, "end-changed", end => end.Change(facts), ct, revision: command.Revision ?? 0);
    }

    /// <summary>The former key ends at once.</summary>
    public async Task<Outcome<string>> NewKeyAsync(Guid id, Act act, CancellationToken ct)
    {
        var (key, hash) = EndKey.New();
        var done = await OnAsync(id, act, "end-key-renewed", end => end.GiveKey(hash), ct);
        return done.Ok ? key : Outcome<string>.Because(done.Problems);
    }

    public async Task<Outcome> RetireAsync(Guid id, Act act, CancellationToken ct) => act.Reason.Length is 0 or > 500
        ? Problem.Invalid("catalogue.end-reason", "请填写停用的理由，不超过 500 字。", "Reason")
        : await OnAsync(id, act, "end-retired", end => end.Retire(act.At), ct, () => findings.EndAsync(id, null, FindingEnd.ItemEnded, 0, act, ct));

    private async Task<Outcome> OnAsync(Guid id, Act act, string what, Action<ApplicationEnd> change, CancellationToken ct, Func<Task>? besides = null, int? revision = null)
    {
        if (await db.Set<ApplicationEnd>().KeptBy(act.Actor).SingleOrDefaultAsync(e => e.Id == id, ct) is not { } end)
        {
            return Unknown;
        }

        if (end.RetiredAt is not null)
        {
            return Retired;
        }

        if (revision is { } seen && seen != end.Revision)
        {
            return Meanwhile;
        }

        change(end);
        if (besides is not null)
        {
            await besides();
        }

        db.Record(end, act, what, new { end.Name, end.Kind, end.PullAddress, end.Contact });
        return await db.SaveAsync(ct, Taken);
    }

    private EndFacts Read(Command command, List<Problem> problems)
    {
        var (name, contact, address) = ((command.Name ?? "").Trim(), (command.Contact ?? "").Trim(), (command.PullAddress ?? "").Trim());
        if (name.Length is 0 or > 100)
        {
            problems.Add(Problem.Invalid("catalogue.end-name", "请填写应用端名称，不超过 100 个字。", nameof(command.Name)));
        }

        if (command.Kind is not { } kind || !Enum.IsDefined(kind))
        {
            problems.Add(Problem.Invalid("catalogue.end-kind", "请选择应用端类型。", nameof(command.Kind)));
        }

        if (contact.Length is 0 or > 200)
        {
            problems.Add(Problem.Invalid("catalogue.end-contact", "请填写联系人和电话，内容不一致时要找得到人，不超过 200 个字。", nameof(command.Contact)));
        }

        if (addresses.Refusal(address) is { } refusal)
        {
            problems.Add(refusal);
        }

        return new EndFacts(name, command.Kind ?? EndKind.ThirdParty, address, contact);
    }
}
