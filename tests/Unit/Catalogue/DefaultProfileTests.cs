using Xunit;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Catalogue.Profiles;
using Zhengtong.Catalogue.Publish;
using Zhengtong.Catalogue.Model;
using Zhengtong.TestKit;

namespace Zhengtong.Tests.Unit.Catalogue;

public sealed class DefaultProfileTests
{
    private static readonly ProfileTable Table = ProfileTable.FromJson(File.ReadAllText(Path.Combine(DataAbove(), "profiles", "profiles.json")));

    [Theory]
    [InlineData("01", "行政许可", "某项许可", "intake,review,decide,issue")]
    [InlineData("07", "行政确认", "某项确认", "intake,review,decide,issue")]
    [InlineData("20", "公共服务", "某项服务", "intake,decide,issue")]
    [InlineData("10", "其他行政权力", "经营备案", "intake,issue")]
    [InlineData("01", "行政许可", "某项变更（即办件）", "intake,decide,issue")]
    [Requirement("03.33", "01.13")]
    public void Every_type_gets_steps_that_can_be_published(string type, string typeName, string name, string steps)
    {
        var content = DefaultProfile.Complete(Table, name, new ItemContent { TypeCode = type, TypeName = typeName });

        Assert.Equal(steps, string.Join(',', content.Steps.Select(s => s.Key)));
        Assert.Contains("办理环节", content.Defaulted);
        Assert.Empty(ContentRules.Check(new PublishRequest("GD0001", name, Guid.Empty, "某局", "511602", "广安区", content, "test")));
    }

    [Fact]
    public void What_the_source_says_stays_and_is_not_named_as_completed()
    {
        var own = new ItemContent
        {
            TypeCode = "01",
            TypeName = "行政许可",
            StatutoryLimit = new TimeLimit(7),
            StatutoryLimitText = "7个工作日",
            Result = new ItemResult { Name = "某证", KindCode = "1" },
        };

        var content = DefaultProfile.Complete(Table, "某项许可", own);

        Assert.Equal(new TimeLimit(7), content.StatutoryLimit);
        Assert.Equal(("某证", "licence"), (content.Result.Name, content.Result.Template));
        Assert.DoesNotContain("法定办结时限", content.Defaulted);
        Assert.DoesNotContain("办理结果", content.Defaulted);
    }

    [Fact, Requirement("03.20")]
    public void A_licence_lists_the_eight_steps_that_the_law_leaves_out_of_the_limit() =>
        Assert.Equal(["听证", "招标", "拍卖", "检验", "检测", "检疫", "鉴定", "专家评审"],
            DefaultProfile.Complete(Table, "某项许可", new ItemContent { TypeCode = "01", TypeName = "行政许可" }).UncountedSteps.Select(s => s.Name));

    [Theory]
    [InlineData("劳务派遣经营许可", true)]
    [InlineData("剧毒化学品购买许可", false)]
    [InlineData("普通护照签发", false)]
    [Requirement("05.04")]
    public void The_excluded_classes_keep_no_lighter_mode(string name, bool keeps)
    {
        var content = DefaultProfile.Complete(Table, name, new ItemContent { TypeCode = "01", TypeName = "行政许可", ToleranceDays = 5 });

        Assert.Equal(keeps, content.ToleranceDays is not null);
    }

    private static string DataAbove()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!Directory.Exists(Path.Combine(folder.FullName, "data", "profiles")))
        {
            folder = folder.Parent ?? throw new DirectoryNotFoundException("data/profiles");
        }

        return Path.Combine(folder.FullName, "data");
    }
}
