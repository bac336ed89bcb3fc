namespace Zhengtong.Identity.Privacy;

/// <summary>The versions of the privacy notice, the oldest first. They are files of the product (<c>Privacy/Versions</c>): a new one comes with a release.</summary>
internal sealed class PrivacyNotices
{
    private const string Folder = "privacy-notice/";

    public PrivacyNotices(IReadOnlyList<PrivacyNotice> all) => All = NoticeRule.IsSound(all) ? all
        : throw new InvalidOperationException("Versions of the privacy notice are numbered from 1 without a gap, each is in force later than the one before, and the first asks for agreement.");

    public IReadOnlyList<PrivacyNotice> All { get; }

    public static PrivacyNotices Shipped()
    {
        var product = typeof(PrivacyNotices).Assembly;
        return new([.. product.GetManifestResourceNames().Where(n => n.StartsWith(Folder, StringComparison.Ordinal)).Select(name =>
        {
            using var file = product.GetManifestResourceStream(name)!;
            using var bytes = new MemoryStream();
            file.CopyTo(bytes);
            return PrivacyNotice.Read(bytes.ToArray());
        }).OrderBy(n => n.Number)]);
    }

    public PrivacyNotice InForce(DateOnly day) => NoticeRule.InForce(All, day);

    public PrivacyNotice? Find(int number) => All.FirstOrDefault(n => n.Number == number);
}
