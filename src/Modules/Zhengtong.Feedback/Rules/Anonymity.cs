using System.Text.RegularExpressions;
using Zhengtong.Platform.Outcomes;

namespace Zhengtong.Feedback.Rules;

/// <summary>What is published of an enquiry tells nothing of who asked: no names, no numbers that lead to a person (个人信息保护法 art. 25).</summary>
internal static partial class Anonymity
{
    /// <param name="names">Of the asker and the company he acts for.</param>
    /// <returns>null: nothing personal was found. The lead still reads it before it is published.</returns>
    public static Problem? Refusal(string text, string field, params IEnumerable<string> names)
    {
        if (names.Any(n => n.Length > 1 && text.Contains(n, StringComparison.Ordinal)))
        {
            return Problem.Invalid("feedback.names-asker", "内容里有咨询人的姓名或名称，请改写后再提交。", field);
        }

        return Numbers().IsMatch(text)
            ? Problem.Invalid("feedback.names-number", "内容里有手机号、证件号、邮箱或长编号，请删去后再提交。", field)
            : null;
    }

    /// <summary>A mobile number, a document's or case's number (fifteen characters and more), a mail address.</summary>
    [GeneratedRegex(@"(?<![0-9])1[3-9][0-9]{9}(?![0-9])|[0-9A-Z]{15,}[0-9Xx]?|[^\s@，。]+@[^\s@，。]+\.[A-Za-z]{2,}", RegexOptions.IgnoreCase)]
    private static partial Regex Numbers();
}
