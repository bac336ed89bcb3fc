using Microsoft.AspNetCore.Mvc.Rendering;
using Xunit;
using Zhengtong.Ui.Components;

namespace Zhengtong.Tests.Unit.Ui;

public sealed class FieldTests
{
    private static readonly SelectListItem[] Kinds = [new("公司", "1"), new("<b>个体</b>", "2")];

    [Xunit.Fact]
    public void A_text_field_ties_label_hint_and_error_to_its_input()
    {
        var body = Drawn.Body(FieldHtml.Render(new Field("Input.Name", "姓名") { Hint = "与身份证一致", Error = "请填写姓名", Value = "张\"伟" }));
        var input = body.QuerySelector("input")!;

        Assert.Equal("Input_Name", input.Id);
        Assert.Equal("Input_Name", body.QuerySelector("label")!.GetAttribute("for"));
        Assert.Equal("张\"伟", input.GetAttribute("value"));
        Assert.Equal("true", input.GetAttribute("aria-invalid"));
        var described = input.GetAttribute("aria-describedby")!.Split(' ').Select(id => body.QuerySelector("#" + id)!.TextContent).ToList();
        Assert.Equal(["与身份证一致", "错误：请填写姓名"], described);
    }

    [Xunit.Fact]
    public void A_field_without_hint_and_error_describes_nothing()
    {
        var input = Drawn.Body(FieldHtml.Render(new Field("Name", "姓名"))).QuerySelector("input")!;

        Assert.False(input.HasAttribute("aria-describedby"));
        Assert.False(input.HasAttribute("aria-invalid"));
        Assert.Equal("true", input.GetAttribute("aria-required"));
    }

    [Xunit.Fact]
    public void An_optional_field_says_so_in_words()
    {
        var body = Drawn.Body(FieldHtml.Render(new Field("Name", "备注") { Required = false }));

        Assert.Equal("备注(选填)", body.QuerySelector("label")!.TextContent);
        Assert.False(body.QuerySelector("input")!.HasAttribute("aria-required"));
    }

    [Xunit.Fact]
    public void Radios_are_a_group_with_the_first_choice_carrying_the_fields_id()
    {
        var body = Drawn.Body(FieldHtml.Render(new Field("Kind", "类型") { Kind = FieldKind.Radios, Options = Kinds, Value = "2", Error = "请选择" }));

        Assert.Equal("类型", body.QuerySelector("fieldset > legend")!.TextContent);
        Assert.Equal("Kind-error", body.QuerySelector("fieldset")!.GetAttribute("aria-describedby"));
        Assert.Equal("radio", body.QuerySelector("#Kind")!.GetAttribute("type"));
        Assert.Equal("2", body.QuerySelector("input[checked]")!.GetAttribute("value"));
        Assert.Empty(body.QuerySelectorAll("b"));
        Assert.Contains(body.QuerySelectorAll("label"), l => l.TextContent == "<b>个体</b>");
    }

    [Xunit.Fact]
    public void Checkboxes_keep_every_chosen_value()
    {
        var body = Drawn.Body(FieldHtml.Render(new Field("Scope", "项目") { Kind = FieldKind.Checkboxes, Options = Kinds, Values = ["1", "2"] }));

        Assert.Equal(2, body.QuerySelectorAll("input[type=checkbox][checked][name=Scope]").Length);
    }

    [Xunit.Fact]
    public void A_date_is_three_boxes_each_with_its_label()
    {
        var body = Drawn.Body(FieldHtml.Render(new Field("Born", "出生日期") { Kind = FieldKind.Date, Value = "1990-05-01" }));

        Assert.Equal([("Born.Year", "1990"), ("Born.Month", "5"), ("Born.Day", "1")], body.QuerySelectorAll("input").Select(i => (i.GetAttribute("name")!, i.GetAttribute("value")!)));
        Assert.All(body.QuerySelectorAll("input"), i => Assert.NotNull(body.QuerySelector($"label[for='{i.Id}']")));
    }

    [Xunit.Fact]
    public void A_select_offers_an_empty_choice_first_and_marks_the_chosen()
    {
        var options = Drawn.Body(FieldHtml.Render(new Field("Kind", "类型") { Kind = FieldKind.Select, Options = Kinds, Value = "1" })).QuerySelectorAll("option");

        Assert.Equal("", options[0].GetAttribute("value"));
        Assert.True(options[1].HasAttribute("selected"));
    }

    [Xunit.Fact]
    public void A_password_is_never_sent_back()
    {
        var input = Drawn.Body(FieldHtml.Render(new Field("Password", "密码") { Kind = FieldKind.Password, Value = "secret" })).QuerySelector("input")!;

        Assert.False(input.HasAttribute("value"));
    }

    [Xunit.Fact]
    public void A_text_area_keeps_a_leading_line_break()
    {
        var area = Drawn.Body(FieldHtml.Render(new Field("Note", "说明") { Kind = FieldKind.TextArea, Value = "\n第二行</textarea><b>" })).QuerySelector("textarea")!;

        Assert.Equal("\n第二行</textarea><b>", area.TextContent);
    }

    [Xunit.Fact]
    public async Task What_was_typed_wins_over_the_model_and_its_error_is_shown()
    {
        var body = await Drawn.AsBodyAsync(new FieldTagHelper
        {
            ViewContext = Drawn.View(state =>
            {
                state.SetModelValue("Area", "很大", "很大");
                state.AddModelError("Area", "请填写数字，例如 120");
            }),
            Name = "Area",
            Label = "面积",
            Value = "120",
            Kind = FieldKind.Number,
        });

        Assert.Equal("很大", body.QuerySelector("input")!.GetAttribute("value"));
        Assert.Contains("请填写数字", body.QuerySelector("#Area-error")!.TextContent, StringComparison.Ordinal);
    }

    [Xunit.Fact]
    public async Task The_error_summary_leads_to_the_fields_and_takes_the_focus()
    {
        var body = await Drawn.AsBodyAsync(new ErrorsTagHelper
        {
            ViewContext = Drawn.View(state =>
            {
                state.AddModelError("Input.Name", "请填写姓名");
                state.AddModelError("", "<i>执照</i>已过期");
            }),
        });
        var summary = body.QuerySelector("[role=alert]")!;

        Assert.Equal("-1", summary.GetAttribute("tabindex"));
        Assert.True(summary.HasAttribute("data-error-summary"));
        Assert.Equal("#Input_Name", summary.QuerySelector("a")!.GetAttribute("href"));
        Assert.Contains(summary.QuerySelectorAll("li"), li => li.TextContent == "<i>执照</i>已过期");
    }

    [Xunit.Fact]
    public async Task The_error_summary_is_absent_when_all_is_well()
    {
        var body = await Drawn.AsBodyAsync(new ErrorsTagHelper { ViewContext = Drawn.View() });

        Assert.Equal("after", Assert.Single(body.Children).Id);
    }

    [Xunit.Fact]
    public async Task An_upload_says_its_limits_and_is_a_plain_file_input()
    {
        var body = await Drawn.AsBodyAsync(new UploadTagHelper { Name = "Files", Key = "licence", Label = "营业执照", Multiple = true, Error = "请上传营业执照" });
        var input = body.QuerySelector("input[type=file]")!;

        Assert.Equal(input.Id, body.QuerySelector("label")!.GetAttribute("for"));
        Assert.True(input.HasAttribute("multiple"));
        Assert.All(input.GetAttribute("aria-describedby")!.Split(' '), id => Assert.NotNull(body.QuerySelector("#" + id)));
        Assert.Contains("不超过 20 MB", body.TextContent, StringComparison.Ordinal);
    }
}
