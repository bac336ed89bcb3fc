using System.Globalization;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace Zhengtong.Ui.Components;

/// <summary>Binds a <see cref="DateOnly"/> from one value (2026-11-22) or from the three boxes year, month, day.</summary>
public sealed class DatePartsBinder : IModelBinder
{
    public const string NotADate = "请填写真实存在的日期，例如 1990 年 5 月 1 日";

    public Task BindModelAsync(ModelBindingContext bindingContext)
    {
        var name = bindingContext.ModelName;
        var values = bindingContext.ValueProvider;
        var whole = values.GetValue(name).FirstValue;
        string?[] parts = [values.GetValue(name + ".Year").FirstValue, values.GetValue(name + ".Month").FirstValue, values.GetValue(name + ".Day").FirstValue];
        if (whole is null && parts.All(p => p is null))
        {
            return Task.CompletedTask;
        }

        var text = whole ?? string.Join('-', parts.Select(p => p?.Trim()));
        bindingContext.ModelState.SetModelValue(name, text, text);
        if (text.Trim('-', ' ').Length == 0)
        {
            bindingContext.Result = bindingContext.ModelMetadata.IsReferenceOrNullableType ? ModelBindingResult.Success(null) : ModelBindingResult.Failed();
            if (!bindingContext.ModelMetadata.IsReferenceOrNullableType)
            {
                bindingContext.ModelState.TryAddModelError(name, NotADate);
            }
        }
        else if (DateOnly.TryParseExact(text, "yyyy-M-d", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
        {
            bindingContext.Result = ModelBindingResult.Success(date);
        }
        else
        {
            bindingContext.ModelState.TryAddModelError(name, NotADate);
            bindingContext.Result = ModelBindingResult.Failed();
        }

        return Task.CompletedTask;
    }
}

/// <inheritdoc cref="DatePartsBinder"/>
public sealed class DatePartsBinderProvider : IModelBinderProvider
{
    public IModelBinder? GetBinder(ModelBinderProviderContext context) => context.Metadata.UnderlyingOrModelType == typeof(DateOnly) ? new DatePartsBinder() : null;
}
