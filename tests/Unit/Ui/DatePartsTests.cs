using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.Extensions.Primitives;
using Xunit;
using Zhengtong.Ui.Components;

namespace Zhengtong.Tests.Unit.Ui;

public sealed class DatePartsTests
{
    [Xunit.Fact]
    public async Task Three_boxes_make_a_date() => Assert.Equal(new DateOnly(1990, 5, 1), (await BindAsync<DateOnly?>(("Born.Year", "1990"), ("Born.Month", "5"), ("Born.Day", "01"))).Result.Model);

    [Xunit.Fact]
    public async Task One_value_makes_a_date() => Assert.Equal(new DateOnly(2026, 11, 22), (await BindAsync<DateOnly>(("Born", "2026-11-22"))).Result.Model);

    [Theory]
    [InlineData("1990", "2", "30")]
    [InlineData("90年", "2", "3")]
    [InlineData("1990", "", "3")]
    public async Task A_date_that_is_none_is_refused_and_kept_as_typed(string year, string month, string day)
    {
        var context = await BindAsync<DateOnly?>(("Born.Year", year), ("Born.Month", month), ("Born.Day", day));

        Assert.False(context.Result.IsModelSet);
        Assert.Equal(DatePartsBinder.NotADate, context.ModelState["Born"]!.Errors[0].ErrorMessage);
        Assert.Equal($"{year}-{month}-{day}", context.ModelState["Born"]!.AttemptedValue);
    }

    [Xunit.Fact]
    public async Task Empty_boxes_are_no_date_where_none_is_needed()
    {
        var context = await BindAsync<DateOnly?>(("Born.Year", ""), ("Born.Month", ""), ("Born.Day", ""));

        Assert.True(context.Result.IsModelSet);
        Assert.Null(context.Result.Model);
        Assert.Equal(0, context.ModelState.ErrorCount);
    }

    private static async Task<ModelBindingContext> BindAsync<T>(params (string Key, string Value)[] posted)
    {
        var form = new FormCollection(posted.ToDictionary(p => p.Key, p => new StringValues(p.Value)));
        var context = new DefaultModelBindingContext
        {
            ActionContext = new ActionContext { HttpContext = new DefaultHttpContext() },
            ModelMetadata = new EmptyModelMetadataProvider().GetMetadataForType(typeof(T)),
            ModelName = "Born",
            ModelState = new ModelStateDictionary(),
            ValueProvider = new FormValueProvider(BindingSource.Form, form, CultureInfo.InvariantCulture),
        };
        await new DatePartsBinder().BindModelAsync(context);
        return context;
    }
}
