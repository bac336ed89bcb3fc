using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Xunit;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Ui.Errors;
using Zhengtong.Ui.Problems;

namespace Zhengtong.Tests.Unit.Ui;

public sealed class ProblemsTests
{
    [Fact]
    public void A_refusal_goes_to_its_field_and_the_rest_to_the_top()
    {
        var state = new ModelStateDictionary();
        var refused = state.AddProblems(Outcome.Refused(Problem.Invalid("forms.empty", "请填写姓名", "Name"), Problem.Conflict("cases.taken", "已被他人受理")), "Input");

        Assert.True(refused);
        Assert.Equal("请填写姓名", state["Input.Name"]!.Errors[0].ErrorMessage);
        Assert.Equal("已被他人受理", state[""]!.Errors[0].ErrorMessage);
    }

    [Fact]
    public void A_success_adds_nothing()
    {
        var state = new ModelStateDictionary();

        Assert.False(state.AddProblems(Outcome.Done()));
        Assert.True(state.IsValid);
    }

    [Theory]
    [InlineData(ProblemKind.Invalid, 400)]
    [InlineData(ProblemKind.NotFound, 404)]
    [InlineData(ProblemKind.Forbidden, 403)]
    [InlineData(ProblemKind.Conflict, 409)]
    public void The_kind_decides_the_status_and_the_code_travels(ProblemKind kind, int status)
    {
        var result = Assert.IsType<ProblemHttpResult>(Outcome<int>.Because([new Problem("cases.reason", "请改用本人身份", null, kind)]).ToHttp());

        Assert.Equal(status, result.StatusCode);
        Assert.Equal("cases.reason", result.ProblemDetails.Extensions["code"]);
        Assert.Equal("请改用本人身份", result.ProblemDetails.Title);
    }

    [Fact]
    public void A_value_is_the_answer() => Assert.Equal(7, Assert.IsType<Ok<int>>(((Outcome<int>)7).ToHttp()).Value);

    [Theory]
    [InlineData(404)]
    [InlineData(403)]
    [InlineData(500)]
    [InlineData(503)]
    [InlineData(418)]
    public void Every_error_page_says_something_and_what_to_do(int code)
    {
        var text = ErrorText.For(code);

        Assert.NotEmpty(text.Title);
        Assert.Contains("请", text.Text + (text.Search ? "请搜索" : ""), StringComparison.Ordinal);
    }
}
