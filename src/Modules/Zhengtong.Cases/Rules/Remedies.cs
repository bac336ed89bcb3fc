namespace Zhengtong.Cases.Rules;

/// <summary>
/// What every refusal must tell (行政许可法 art. 38: the right to reconsideration and to sue). Terms: 行政复议法 (2023) art. 20, sixty days;
/// 行政诉讼法 (2017) art. 46, six months.
/// </summary>
internal static class Remedies
{
    public const string Text = "如不服本决定，可以自知道本决定之日起六十日内依法申请行政复议，也可以自知道或者应当知道本决定之日起六个月内依法向人民法院提起行政诉讼。";
}
