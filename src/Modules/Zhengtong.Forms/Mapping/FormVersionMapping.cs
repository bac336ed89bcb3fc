using Microsoft.EntityFrameworkCore;
using Zhengtong.Forms.Model;

namespace Zhengtong.Forms.Mapping;

internal static class FormVersionMapping
{
    public static void Map(ModelBuilder model) => model.Entity<FormVersion>(e =>
    {
        e.ToTable("forms_form_version");
        e.Property(x => x.Id).ValueGeneratedNever();
        e.Property(x => x.Key).HasMaxLength(60);
        e.Property(x => x.Title).HasMaxLength(200);
        e.HasIndex(x => new { x.Key, x.Number }).IsUnique();
    });
}
