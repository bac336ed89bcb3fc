using Zhengtong.Identity.Contracts;
using Zhengtong.Platform.Codes;
using Zhengtong.Platform.Documents;

namespace Zhengtong.Identity.Merging;

/// <summary>One former account, as its row says. Pure.</summary>
/// <param name="Line">Of the sheet.</param>
internal sealed record LegacyRow(int Line, string System, string Login, string Name, string IdKind, string IdNumber, string Phone)
{
    public static readonly IReadOnlyList<string> Heads = ["原系统", "原账号", "姓名", "证件类型", "证件号码", "手机号"];

    /// <returns>The row, or why it is none.</returns>
    public static (LegacyRow? Row, string? Fault) Of(IReadOnlyList<string> heads, SheetLine line, DateOnly today)
    {
        string Cell(string head)
        {
            for (var i = 0; i < heads.Count && i < line.Cells.Count; i++)
            {
                if (heads[i] == head)
                {
                    return line.Cells[i].Trim();
                }
            }

            return "";
        }

        var (system, login, typed) = (Cell("原系统"), Cell("原账号").ToLowerInvariant(), Cell("证件类型"));
        var kind = typed.Length == 0 ? DocumentKinds.Find(DocumentKinds.ResidentCard) : DocumentKinds.All.FirstOrDefault(k => k.Name == typed || k.Code == typed);
        var name = PersonName.Parse(Cell("姓名"));
        var number = kind?.Number(Cell("证件号码"), today);
        var phone = MobileNumber.Parse(Cell("手机号"));
        return system.Length is 0 or > 100 ? (null, "“原系统”没有填写或超过 100 个字。")
            : login.Length is 0 or > 50 ? (null, "“原账号”没有填写或超过 50 个字符。")
            : kind is null ? (null, $"不认识证件类型“{typed.Shortened(20)}”，可以填：{string.Join('、', DocumentKinds.All.Select(k => k.Name))}。")
            : !name.Ok ? (null, name.Problems[0].Message)
            : !number!.Ok ? (null, number.Problems[0].Message)
            : !phone.Ok ? (null, phone.Problems[0].Message)
            : (new LegacyRow(line.Number, system, login, name.Value, kind.Code, number.Value, phone.Value.Text), null);
    }
}

/// <param name="Line">Of the sheet.</param>
internal sealed record LegacyFault(int Line, string Message);
