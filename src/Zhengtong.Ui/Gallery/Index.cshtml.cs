using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Zhengtong.Platform.Access;
using Zhengtong.Ui.Components;

namespace Zhengtong.Ui.Gallery;

/// <summary>Every component in every state on one page, for the eye and for the axe checks. The shell is chosen by <c>?shell=</c>.</summary>
[Authorize(Policy = Policies.Staff)]
internal sealed class IndexModel : PageModel
{
    public static readonly IReadOnlyList<SelectListItem> Kinds = [new("有限责任公司", "1"), new("个人独资企业", "2"), new("个体工商户", "3")];

    public string Layout { get; private set; } = "_Portal";

    public void OnGet(string? shell, bool errors)
    {
        Layout = shell switch { "desk" => "_Desk", "office" => "_Office", "my" => "_My", "plain" => "_Plain", "kiosk" => "_Kiosk", "print" => "_Print", _ => "_Portal" };
        if (errors)
        {
            ModelState.AddModelError("Input.Name", "请填写经营者姓名，与身份证一致");
            ModelState.AddModelError("Input.Kind", "请选择一种经营类型");
            ModelState.AddModelError("Input.Born", DatePartsBinder.NotADate);
            ModelState.AddModelError("", "营业执照已过有效期，请先办理变更登记");
        }
    }
}
