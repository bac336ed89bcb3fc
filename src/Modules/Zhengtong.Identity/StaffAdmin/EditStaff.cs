using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Identity.Entering;
using Zhengtong.Identity.Model;
using Zhengtong.Identity.Protecting;
using Zhengtong.Identity.TwoPersons;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Codes;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Identity.StaffAdmin;

/// <summary>Adds a member of staff with an account, and changes name, organisation and phone.</summary>
internal sealed class EditStaff(Database db, PersonalData personal, Passwords passwords, AskTwo two)
{
    internal sealed class Command
    {
        [Required(ErrorMessage = "请输入姓名。"), StringLength(50, ErrorMessage = "姓名最长 50 个字。")]
        public string Name { get; set; } = "";

        [RegularExpression("^[a-z][a-z0-9._-]{2,29}$", ErrorMessage = "账号为 3 至 30 个小写字母、数字、点或横线，以字母开头。")]
        public string? Login { get; set; }

        /// <summary>Left out on a change: it stays, and is not shown whole.</summary>
        public string? Phone { get; set; }

        [Required(ErrorMessage = "请选择所在单位。")]
        public Guid? OrganisationId { get; set; }
    }

    internal sealed record Added(Guid StaffId, string Password);

    /// <returns>The first password, shown once; the member must replace it at the first sign-in.</returns>
    public async Task<Outcome<Added>> AddAsync(Command command, Act act, CancellationToken ct)
    {
        if (command.Login is not { Length: > 0 } login)
        {
            return Problem.Invalid("identity.login-missing", "请输入账号。", nameof(Command.Login));
        }

        var phone = MobileNumber.Parse(command.Phone, nameof(Command.Phone));
        if (!phone.Ok)
        {
            return Outcome<Added>.Because(phone.Problems);
        }

        if (await OrganisationAsync(command, act, ct) is not { } organisation)
        {
            return OrganisationUnknown();
        }

        var member = StaffMember.Employ(command.Name.Trim(), organisation, act.At);
        var account = Account.ForStaff(member.Id, login, personal.SealPhone(phone.Value.Text), act.At);
        var password = EditAccount.NewPassword();
        account.SetPassword(passwords.Hash(password), true, act.At);
        db.Add(member);
        db.Add(account);
        db.Record(member, act, "employed", new { login, organisation });
        var saved = await db.SaveAsync(ct, Taken());
        return saved.Ok ? new Added(member.Id, password) : Outcome<Added>.Because(saved.Problems);
    }

    /// <summary>The phone of who manages staff gets the codes he signs in with, so a second person agrees to another.</summary>
    /// <param name="Hidden">Encrypted.</param>
    internal sealed record NewPhone(string Hidden);

    /// <returns>The act that waits for a second person; null when all is done.</returns>
    public async Task<Outcome<Guid?>> ChangeAsync(Guid staffId, Command command, Act act, CancellationToken ct)
    {
        var found = await db.StaffForAsync(act.Actor, staffId, ct);
        var phone = MobileNumber.Parse(command.Phone, nameof(Command.Phone));
        var keepsPhone = string.IsNullOrWhiteSpace(command.Phone);
        if (!found.TryGet(out var member))
        {
            return Outcome<Guid?>.Because(found.Problems);
        }

        if (!keepsPhone && !phone.Ok)
        {
            return Outcome<Guid?>.Because(phone.Problems);
        }

        if (await OrganisationAsync(command, act, ct) is not { } organisation)
        {
            return OrganisationUnknown();
        }

        var account = await db.Set<Account>().SingleAsync(x => x.StaffId == staffId, ct);
        var byTwo = !keepsPhone && await db.ManagesStaffAsync(staffId, LegalDay.Of(act.At), ct);
        member.Change(command.Name.Trim(), organisation);
        if (!keepsPhone && !byTwo)
        {
            account.ChangePhone(personal.SealPhone(phone.Value.Text));
        }

        db.Record(member, act, "staff-changed", new { name = member.Name, organisation, phone = !keepsPhone && !byTwo });
        if (byTwo)
        {
            var region = await db.Set<Organisation>().Where(o => o.Id == organisation).Select(o => o.RegionCode).SingleAsync(ct);
            var why = act.Reason.Length > 0 ? act : act with { Reason = "更换手机号" };
            var asked = await two.AskAsync(
                DangerousKind.ChangePhone, staffId, member.Name, region, $"把管理员{member.Name}的手机号换为 {Mask.Phone(phone.Value.Text)}", new NewPhone(personal.Hide(phone.Value.Text)), why, ct);
            return asked.TryGet(out var id) ? (Guid?)id : Outcome<Guid?>.Because(asked.Problems);
        }

        var saved = await db.SaveAsync(ct, Taken());
        return saved.Ok ? (Guid?)null : Outcome<Guid?>.Because(saved.Problems);
    }

    /// <summary>What two persons agreed on; staged in the save of the answer.</summary>
    public async Task<Outcome> StageAgreedAsync(Guid staffId, NewPhone phone, Act act, CancellationToken ct)
    {
        var found = await db.StaffForAsync(act.Actor, staffId, ct);
        if (found.TryGet(out var member))
        {
            (await db.Set<Account>().SingleAsync(x => x.StaffId == staffId, ct)).ChangePhone(personal.SealPhone(personal.Open(phone.Hidden)));
            db.Record(member, act, "staff-changed", new { phone = true });
        }

        return found;
    }

    private async Task<Guid?> OrganisationAsync(Command command, Act act, CancellationToken ct) =>
        await db.OrganisationsVisibleTo(act.Actor).AnyAsync(x => x.Id == command.OrganisationId, ct) ? command.OrganisationId : null;

    private static Problem Taken() => Problem.Conflict("identity.login-taken", "账号或手机号已被使用，请换一个。");

    private static Problem OrganisationUnknown() =>
        Problem.Invalid("identity.organisation-unknown", "请选择管理范围内的单位。", nameof(Command.OrganisationId));
}
