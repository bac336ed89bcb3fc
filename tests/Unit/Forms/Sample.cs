using Zhengtong.Forms.Contracts;
using Zhengtong.Platform.Access;

namespace Zhengtong.Tests.Unit.Forms;

/// <summary>A small form that has one of everything that matters, and people who are right by their check characters.</summary>
internal static class Sample
{
    public const string CitizenId = "11010519491231002X";
    public const string CreditCode = "91350100M000100Y43";

    public static readonly FormContext Context = new([], FormContext.Normal, PartyKind.Person, new DateOnly(2026, 3, 2));

    public static readonly FormDefinition Shop = FormDefinition.Parse(
        """
        {
          "key": "shop", "title": "开店申请表", "sections": [
            { "key": "owner", "title": "店主", "fields": [
              { "key": "name", "label": "姓名", "type": "text", "required": true, "maxLength": 10, "prefill": "party.name" },
              { "key": "idNumber", "label": "身份证号码", "type": "citizen-id", "required": true, "prefill": "party.idNumber" },
              { "key": "phone", "label": "手机号码", "type": "phone", "required": true, "prefill": "party.phone" } ] },
            { "key": "place", "title": "经营场所", "fields": [
              { "key": "address", "label": "经营场所地址", "type": "address", "required": true, "prefill": "earlier" },
              { "key": "opening", "label": "开业日期", "type": "date", "min": "today" },
              { "key": "items", "label": "经营项目", "type": "checkbox", "required": true, "options": [ { "value": "hot", "label": "热食" }, { "value": "cold", "label": "冷食" } ] },
              { "key": "coldRoom", "label": "专间说明", "type": "multiline", "required": true, "visibleWhen": { "has": ["items", "cold"] } },
              { "key": "online", "label": "是否网络经营", "type": "yes-no", "default": "no" },
              { "key": "site", "label": "网站名称", "type": "text", "requiredWhen": { "eq": ["online", true] }, "hint": "没有网站的填写小程序名称。" } ] },
            { "key": "staff", "title": "从业人员", "repeat": { "min": 1, "max": 3, "itemTitle": "从业人员" }, "fields": [
              { "key": "name", "label": "姓名", "type": "text", "required": true },
              { "key": "cook", "label": "是否厨师", "type": "yes-no" },
              { "key": "certificate", "label": "健康证编号", "type": "text", "required": true, "visibleWhen": { "eq": ["cook", true] } } ] },
            { "key": "change", "title": "变更", "visibleWhen": { "has": ["situation", "change"] }, "fields": [
              { "key": "what", "label": "变更内容", "type": "multiline", "required": true } ] }
          ]
        }
        """).Value;

    public static FormAnswers Answers(string json) => FormAnswers.Parse(json).Value;

    public static FormAnswers Good() => Answers(
        $$"""
        { "owner": { "name": "张三", "idNumber": "{{CitizenId}}", "phone": "13812345678" },
          "place": { "address": "思源大道12号", "items": ["hot"], "online": "no" },
          "staff": [ { "name": "李四", "cook": "yes", "certificate": "J-1" } ] }
        """);

    /// <summary>A form of one section with one field.</summary>
    public static FormDefinition With(string field, string? more = null) => FormDefinition.Parse(
        $$"""{ "key": "f", "title": "表", "sections": [ { "key": "one", "title": "一", "fields": [ {{field}}{{(more is null ? "" : "," + more)}} ] } ] }""").Value;
}
