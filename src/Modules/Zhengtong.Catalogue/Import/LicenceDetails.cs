namespace Zhengtong.Catalogue.Import;

/// <summary>Adds what the list of licences says of an item by its code: the main item, and the legal basis where it gives one.</summary>
internal static class LicenceDetails
{
    public static List<ItemDraft> Add(TextReader csv, List<ItemDraft> drafts)
    {
        var rows = Csv.Read(csv).Where(r => r["source_kind"] == "guangan_list" && r["item_code"].Length > 0)
            .DistinctBy(r => r["item_code"].ToUpperInvariant())
            .ToDictionary(r => r["item_code"].ToUpperInvariant(), StringComparer.Ordinal);
        return drafts.ConvertAll(d => !rows.TryGetValue(d.Code, out var row) ? d : d with
        {
            MainItem = d.MainItem.Length > 0 ? d.MainItem : row["parent_item"],
            Content = d.Content.LegalBasis.Count > 0 || row["legal_basis"].Length == 0 ? d.Content : d.Content with { LegalBasis = row["legal_basis"].Split('；') },
        });
    }
}
