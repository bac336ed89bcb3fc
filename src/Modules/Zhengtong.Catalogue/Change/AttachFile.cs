using Zhengtong.Catalogue.Contracts;
using Zhengtong.Catalogue.Guide;
using Zhengtong.Catalogue.Inspect.Rules;
using Zhengtong.Catalogue.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Files;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Catalogue.Change;

/// <summary>
/// Puts a blank form, a filled sample or a sample of the result into a change, replaces it, takes it out (02.03, 02.06). Public with the version that names it; what versions name
/// stays kept.
/// </summary>
internal sealed class AttachFile(Database db, DraftChange drafts, Uploads uploads)
{
    public const string FileField = "Document";
    public const string SlotField = "slot";
    private static readonly Problem NoSlot = Problem.Invalid("catalogue.file-slot", "请选择文件属于哪项材料。材料刚刚改过的，请先保存草稿。", SlotField);
    private static readonly Problem NoFile = Problem.Invalid("catalogue.file-none", "请选择要上传的文件。", FileField);

    /// <summary>Documents that people fill in, and pictures of what a filled one looks like.</summary>
    public static readonly UploadRules Kinds = new([FileKind.Pdf, FileKind.Docx, FileKind.Xlsx, FileKind.Ofd, FileKind.Jpeg, FileKind.Png]);

    /// <param name="revision">What the author had before him.</param>
    /// <param name="content">Null: the file is taken out.</param>
    public async Task<Outcome> HandleAsync(Guid id, int revision, string slot, Stream? content, string fileName, Act act, CancellationToken ct)
    {
        var change = await drafts.MineAsync(id, act.Actor, ct);
        if (change is null)
        {
            return DraftChange.Unknown;
        }

        if (!change.IsOpenToAuthor || !change.HasContent)
        {
            return DraftChange.Past;
        }

        if (change.Revision != revision)
        {
            return DraftChange.Meanwhile;
        }

        var before = ItemContent.FromJson(change.Content);
        if (Slots(before).All(s => s.Key != slot))
        {
            return NoSlot;
        }

        var reference = "";
        if (content is not null)
        {
            var kept = await uploads.AcceptAsync(content, fileName, change.OrganisationId, Kinds, act, ct);
            if (!kept.TryGet(out var file))
            {
                return Outcome.Refused([.. kept.Problems.Select(p => p with { Field = FileField })]);
            }

            reference = UploadedSample.Reference(file.Id, file.Name);
            db.Add(ItemFile.Of(file, change));
        }

        var written = await drafts.WriteAsync(id, revision, change.Name, Put(before, slot, reference), change.PlanEffective, change.PlanCancel, change.Reason, act, ct);
        if (!written.Ok)
        {
            db.ChangeTracker.Clear();
        }

        return written;
    }

    public static Outcome NothingChosen => NoFile;

    /// <summary>The places for files in a content, in the order of the guide.</summary>
    public static IReadOnlyList<Slot> Slots(ItemContent content) =>
    [
        .. content.Materials.SelectMany(m => new[]
        {
            new Slot("blank:" + m.Key, m.Name, "空白表格", m.BlankForm, MaterialRules.IsForm(m.Name)),
            new Slot("sample:" + m.Key, m.Name, "示范样本", m.Sample, MaterialRules.IsForm(m.Name)),
        }),
        new Slot("result", content.Result.Name.Length > 0 ? content.Result.Name : "办理结果", "结果样本", content.Result.Sample, content.Result is { Name.Length: > 0, KindCode: not "4" }),
    ];

    /// <param name="reference">Empty: no file.</param>
    public static ItemContent Put(ItemContent content, string slot, string reference) => slot == "result"
        ? content with { Result = content.Result with { Sample = reference } }
        : content with
        {
            Materials = [.. content.Materials.Select(m => slot == "blank:" + m.Key ? m with { BlankForm = reference } : slot == "sample:" + m.Key ? m with { Sample = reference } : m)],
        };

    /// <param name="Wanted">A form that the government lays down, or a result on paper: the standard of inspection asks for the file.</param>
    internal sealed record Slot(string Key, string Of, string What, string Reference, bool Wanted)
    {
        public bool Missing => Wanted && Reference.Length == 0;
    }
}
