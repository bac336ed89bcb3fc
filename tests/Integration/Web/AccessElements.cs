using Microsoft.Extensions.DependencyInjection;
using Xunit;
using Zhengtong.Catalogue.Dictionary;
using Zhengtong.Forms.Contracts;
using Zhengtong.Platform.Access;
using Zhengtong.Tests.Integration.Cases.Accept;

namespace Zhengtong.Tests.Integration.Web;

/// <summary>An entry of each kind in the dictionary.</summary>
internal static class AccessElements
{
    private const string Key = "matrixKey";

    public static async Task MakeAsync(WindowStage window, List<Subject> subjects)
    {
        var act = await window.ActAsync("province1");
        await window.Host.InScopeAsync(async s =>
        {
            var save = s.GetRequiredService<SaveEntry>();
            Assert.True((await save.GroupAsync(new ElementGroup(Key, "矩阵", 10), 0, act, default)).Ok);
            Assert.True((await save.ElementAsync(new DataElement { Key = Key, Name = "矩阵", Type = FieldType.Text, Group = Key }, 0, act, default)).Ok);
            Assert.True((await save.RelationAsync(new ElementRelation(Key, """{"eq":["mode","normal"]}""", RelationKind.Required, Key, ""), 0, act, default)).Ok);
        });
        subjects.Add(new Subject(SubjectKind.DictionaryEntry, "entry of the dictionary", new() { ["key"] = Key }, v => v.Post?.Role is Roles.CatalogueManager or Roles.ItemEditor));
    }
}
