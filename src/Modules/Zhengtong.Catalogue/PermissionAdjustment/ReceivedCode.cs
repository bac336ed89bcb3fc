using Zhengtong.Identity.Contracts;
using Zhengtong.Platform.Codes;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Regions;

namespace Zhengtong.Catalogue.PermissionAdjustment;

/// <summary>
/// The implementation code under which a receiver has an item: GB/T 39554.1 credit code + level + catalogue code; an older local code keeps its own shape, with the
/// receiver's division and body.
/// </summary>
internal static class ReceivedCode
{
    private const int Division = 1;
    private const int Body = 3;

    public static Outcome<string> Of(string giverCode, OrganisationInfo receiver)
    {
        var parsed = ItemCode.Parse(giverCode);
        if (!parsed.TryGet(out var code))
        {
            return Outcome<string>.Because(parsed.Problems);
        }

        if (code.CatalogueCode.Length > 0)
        {
            var body = SocialCreditCode.Parse(receiver.CreditCode);
            if (!body.TryGet(out var credit))
            {
                return Problem.Invalid("catalogue.receiver-code", $"{receiver.Name}没有登记有效的统一社会信用代码，请先补登，再生效。");
            }

            var made = ItemCode.Compose(credit, Region.LevelOf(receiver.RegionCode) + 1, code.CatalogueCode);
            return made.TryGet(out var composed) ? composed.Text : Outcome<string>.Because(made.Problems);
        }

        var parts = giverCode.Split('-');
        if (parts.Length < 6)
        {
            return Problem.Invalid("catalogue.giver-code", $"事项 {giverCode} 是旧的十位编码，请先为它编制实施编码，再调整权限。");
        }

        parts[Division] = receiver.RegionCode.PadRight(12, '0');
        parts[Body] = receiver.CreditCode;
        // A body code may carry its check digit after a hyphen: then the giver's has one segment more.
        var text = string.Join('-', parts.Length == 7 ? [.. parts[..4], .. parts[5..]] : parts);
        return ItemCode.Parse(text).Ok
            ? text
            : Problem.Invalid("catalogue.receiver-code", $"{receiver.Name}没有登记有效的统一社会信用代码或机构代码，请先补登，再生效。");
    }
}
