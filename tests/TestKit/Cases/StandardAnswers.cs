namespace Zhengtong.TestKit.Cases;

/// <summary>Complete, valid answers to standard forms.</summary>
public static class StandardAnswers
{
    public const string Person =
        """
        {"applicant":{"name":"张三","documentType":"111","idNumber":"11010519491231002X"},
         "contact":{"phone":"13800138000","address":"四川省广安市广安区金安大道1号"},
         "matter":{"summary":"申请在广安区开办食品经营店。","viaAgent":"no"},
         "promise":{"agreed":["yes"]}}
        """;
}
