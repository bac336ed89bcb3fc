using System.Text.Json.Serialization;

namespace Zhengtong.Forms.Contracts;

/// <summary>What a field asks for: decides its input, its check and how its answer is shown.</summary>
public enum FieldType
{
    [JsonStringEnumMemberName("text")]
    Text,
    [JsonStringEnumMemberName("multiline")]
    Multiline,
    [JsonStringEnumMemberName("number")]
    Number,

    /// <summary>Yuan, at most two decimals, not negative.</summary>
    [JsonStringEnumMemberName("money")]
    Money,
    [JsonStringEnumMemberName("date")]
    Date,
    [JsonStringEnumMemberName("year-month")]
    YearMonth,
    [JsonStringEnumMemberName("radio")]
    Radio,

    /// <summary>Many of the options.</summary>
    [JsonStringEnumMemberName("checkbox")]
    Checkbox,
    [JsonStringEnumMemberName("select")]
    Select,

    /// <summary>Answered <c>yes</c> or <c>no</c>.</summary>
    [JsonStringEnumMemberName("yes-no")]
    YesNo,

    /// <summary>A mobile number, or a landline with its area code.</summary>
    [JsonStringEnumMemberName("phone")]
    Phone,
    [JsonStringEnumMemberName("e-mail")]
    Email,

    /// <summary>公民身份号码, GB 11643.</summary>
    [JsonStringEnumMemberName("citizen-id")]
    CitizenId,

    /// <summary>统一社会信用代码, GB 32100.</summary>
    [JsonStringEnumMemberName("credit-code")]
    CreditCode,

    /// <summary>A division code (行政区划代码) of 2, 4, 6, 9 or 12 digits.</summary>
    [JsonStringEnumMemberName("region")]
    Region,
    [JsonStringEnumMemberName("address")]
    Address,

    /// <summary>Says which file to bring; files themselves are materials of the case.</summary>
    [JsonStringEnumMemberName("file-note")]
    FileNote,

    /// <summary>Text to read, for example a commitment.</summary>
    [JsonStringEnumMemberName("statement")]
    Statement,
}
