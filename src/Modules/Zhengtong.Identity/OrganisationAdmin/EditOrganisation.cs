using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Identity.Model;
using Zhengtong.Identity.StaffAdmin;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Identity.OrganisationAdmin;

/// <summary>Adds and changes an organisation in the administrator's region. The region is fixed once given: cases and items hang on it.</summary>
internal sealed class EditOrganisation(Database db)
{
    internal sealed class Command
    {
        [Required(ErrorMessage = "请输入单位名称。"), StringLength(100, ErrorMessage = "单位名称最长 100 个字。")]
        public string Name { get; set; } = "";

        [Required(ErrorMessage = "请输入统一社会信用代码或机构代码。"), StringLength(40, ErrorMessage = "代码最长 40 个字符。")]
        public string CreditCode { get; set; } = "";

        [RegularExpression("^([0-9]{2}|[0-9]{4}|[0-9]{6}|[0-9]{9}|[0-9]{12})$", ErrorMessage = "区划代码为 2、4、6、9 或 12 位数字，例如 511602。")]
        public string? RegionCode { get; set; }

        public Guid? ParentId { get; set; }

        [EnumDataType(typeof(OrganisationKind), ErrorMessage = "请选择机构类别。")]
        public OrganisationKind Kind { get; set; }
    }

    public async Task<Outcome> HandleAsync(Guid? id, Command command, Act act, CancellationToken ct)
    {
        var visible = db.OrganisationsVisibleTo(act.Actor);
        if (command.ParentId is { } parent && (parent == id || !await visible.AnyAsync(x => x.Id == parent, ct) || await LoopsAsync(id, parent, ct)))
        {
            return Problem.Invalid("identity.parent-unknown", "上级单位须在管理范围内，且不能是本单位或其下级。", nameof(Command.ParentId));
        }

        Organisation? organisation;
        if (id is null)
        {
            if (command.RegionCode is not { Length: > 0 } region || !region.StartsWith(act.Actor.Post!.RegionCode, StringComparison.Ordinal))
            {
                return Problem.Invalid("identity.region-outside", "请输入您管理的区划或其下级的代码。", nameof(Command.RegionCode));
            }

            organisation = Organisation.Found(command.Name.Trim(), command.CreditCode.Trim(), region, command.ParentId, act.At);
            db.Add(organisation);
        }
        else
        {
            organisation = await visible.SingleOrDefaultAsync(x => x.Id == id, ct);
            if (organisation is null)
            {
                return Problem.NotFound("identity.organisation-unknown", "没有找到这个单位，或不在您的管理范围内。");
            }

            organisation.Change(command.Name.Trim(), command.CreditCode.Trim(), command.ParentId);
        }

        organisation.Classify(command.Kind);
        var what = id is null ? "organisation-added" : "organisation-changed";
        db.Record(organisation, act, what, new { organisation.Name, organisation.CreditCode, organisation.ParentId, Kind = organisation.Kind.ToString() });
        return await db.SaveAsync(ct, Problem.Conflict("identity.organisation-taken", "该区划已有同名单位，请核对名称。"));
    }

    private async Task<bool> LoopsAsync(Guid? id, Guid parent, CancellationToken ct)
    {
        for (Guid? above = parent; above is not null && id is not null;)
        {
            if (above == id)
            {
                return true;
            }

            var at = above;
            above = await db.Set<Organisation>().Where(x => x.Id == at).Select(x => x.ParentId).SingleOrDefaultAsync(ct);
        }

        return false;
    }
}
