namespace Zhengtong.Feedback.Rules;

/// <summary>
/// The five levels, coded as GB/T 39046-2020 A.8 has them: 1 is the best. Stars run the other way (国办发〔2019〕51号): stars = 6 - code. The last two are bad
/// ratings (差评).
/// </summary>
internal static class Levels
{
    public const int Best = 1;
    public const int Worst = 5;
    public const int FirstBad = 4;

    private static readonly string[] Names = ["非常满意", "满意", "基本满意", "不满意", "非常不满意"];

    public static bool IsKnown(int code) => code is >= Best and <= Worst;

    public static bool IsBad(int code) => code >= FirstBad;

    public static int Stars(int code) => 6 - code;

    public static string Name(int code) => Names[code - 1];

    public static IEnumerable<int> All => Enumerable.Range(Best, Worst);
}
