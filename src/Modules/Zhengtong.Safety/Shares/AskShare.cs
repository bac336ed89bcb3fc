using Zhengtong.Identity.Contracts;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;
using Zhengtong.Safety.Forms;
using Zhengtong.Safety.Mapping;
using Zhengtong.Safety.Model;

namespace Zhengtong.Safety.Shares;

/// <summary>Asks for an information resource to be given to a receiver (18.10): what, to whom, what for, on what ground, how long.</summary>
internal sealed class AskShare(Database db, IConnectedSystems systems)
{
    private const int MostYears = 5;

    internal sealed class Command
    {
        public ShareKind Kind { get; set; } = ShareKind.Provide;

        public string? Resource { get; set; }

        /// <summary>A connected system of the region; none: another receiver, by name.</summary>
        public Guid? SystemId { get; set; }

        public string? Receiver { get; set; }

        public string? Purpose { get; set; }

        public string? Basis { get; set; }

        public string? GeneralFields { get; set; }

        public string? ImportantFields { get; set; }

        public string? PersonalFields { get; set; }

        public string? SensitiveFields { get; set; }

        public string? Frequency { get; set; }

        public DateOnly? From { get; set; }

        public DateOnly? Until { get; set; }
    }

    public async Task<Outcome<Guid>> HandleAsync(Command command, Act act, CancellationToken ct)
    {
        var post = act.Actor.Post!;
        var system = command.SystemId is { } id ? await systems.FindAsync(id, ct) : null;
        var (share, problems) = Read(command, system, post, act);
        if (problems.Count > 0)
        {
            return Outcome<Guid>.Because(problems);
        }

        return await db.OnceAsync<DataShare>(act, async () =>
        {
            db.Add(share);
            db.Record(share, act, "share-asked", new { share.Resource, share.Receiver, share.SystemId, share.WantedKeys });
            var saved = await db.SaveAsync(ct);
            return saved.Ok ? share.Id : Outcome<Guid>.Because(saved.Problems);
        }, ct);
    }

    private static (DataShare Share, IReadOnlyList<Problem> Problems) Read(Command command, ConnectedSystem? system, Post post, Act act)
    {
        var form = new TypedForm();
        string Fields(string? typed, string field, string what) => form.Text(typed, field, what, SafetyModel.Paragraph, required: false);
        if (command.SystemId is not null && system?.RegionCode.StartsWith(post.RegionCode, StringComparison.Ordinal) != true)
        {
            form.Wrong("safety.share-system", "请从列表中选择管理范围内的接入系统，或不选系统、直接填写接收单位。", nameof(Command.SystemId));
        }

        if (!Enum.IsDefined(command.Kind))
        {
            form.Wrong("safety.share-kind", "请选择提供还是委托处理。", nameof(Command.Kind));
        }

        if (command is not { From: { } from, Until: { } until } || until < from || until > from.AddYears(MostYears))
        {
            form.Wrong("safety.share-term", $"请填写起止日期，结束不早于开始，最长 {MostYears} 年。", nameof(Command.Until));
        }

        var share = new DataShare
        {
            Id = act.NewId(), RegionCode = post.RegionCode, OrganisationId = post.OrganisationId, OrganisationName = post.OrganisationName, Kind = command.Kind, SystemId = system?.Id,
            Resource = form.Text(command.Resource, nameof(Command.Resource), "信息资源名称", SafetyModel.Name),
            Receiver = system is null ? form.Text(command.Receiver, nameof(Command.Receiver), "接收单位或系统", SafetyModel.Name) : $"{system.OwnerName}（{system.Name}）",
            Purpose = form.Text(command.Purpose, nameof(Command.Purpose), "用途", SafetyModel.Line),
            Basis = form.Text(command.Basis, nameof(Command.Basis), "依据", SafetyModel.Line),
            GeneralFields = Fields(command.GeneralFields, nameof(Command.GeneralFields), "一般数据"),
            ImportantFields = Fields(command.ImportantFields, nameof(Command.ImportantFields), "重要数据"),
            PersonalFields = Fields(command.PersonalFields, nameof(Command.PersonalFields), "个人信息"),
            SensitiveFields = Fields(command.SensitiveFields, nameof(Command.SensitiveFields), "敏感个人信息"),
            Frequency = form.Text(command.Frequency, nameof(Command.Frequency), "共享方式和频次", SafetyModel.Name),
            WantedFrom = command.From ?? default, WantedUntil = command.Until ?? default, AskedById = act.Actor.Id, AskedByName = act.Actor.Name, AskedAt = act.At,
        };
        share.Want(system?.Data ?? []);
        if (share.GeneralFields.Length + share.ImportantFields.Length + share.PersonalFields.Length + share.SensitiveFields.Length == 0)
        {
            form.Wrong("safety.share-fields", "请按类别列出要共享的数据项，至少填写一类。", nameof(Command.GeneralFields));
        }

        return (share, form.Problems);
    }
}
