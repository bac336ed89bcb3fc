namespace Zhengtong.Cases.Accept;

/// <summary>One material in the form of the one-time notice.</summary>
internal sealed record AskLine(string Key, string Name, bool Ticked, string What);
