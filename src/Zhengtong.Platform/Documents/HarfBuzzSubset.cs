using System.Runtime.InteropServices;

namespace Zhengtong.Platform.Documents;

/// <summary>The subsetter of the native HarfBuzz, which its managed binding leaves out.</summary>
internal static class HarfBuzzSubset
{
    private const string Library = "libHarfBuzzSharp";
    private const int DropTables = 3;

    /// <summary>Layout and vertical tables: Chinese lines of one direction need none of them.</summary>
    private static readonly uint[] Unneeded = [.. new[] { "GSUB", "GPOS", "GDEF", "BASE", "vhea", "vmtx", "VORG", "DSIG", "STAT" }.Select(Tag)];

    /// <summary>A face prepared once for many subsettings; safe to share between threads.</summary>
    public static nint Prepare(nint face)
    {
        hb_face_make_immutable(face);
        var prepared = hb_subset_preprocess(face);
        hb_face_make_immutable(prepared);
        return prepared;
    }

    public static void Release(nint face) => hb_face_destroy(face);

    public static byte[] Of(nint face, IEnumerable<int> codePoints)
    {
        var input = hb_subset_input_create_or_fail();
        if (input == 0)
        {
            throw new InvalidOperationException("HarfBuzz has no memory for a subset.");
        }

        try
        {
            var wanted = hb_subset_input_unicode_set(input);
            foreach (var codePoint in codePoints)
            {
                hb_set_add(wanted, (uint)codePoint);
            }

            var dropped = hb_subset_input_set(input, DropTables);
            foreach (var table in Unneeded)
            {
                hb_set_add(dropped, table);
            }

            var subset = hb_subset_or_fail(face, input);
            return subset == 0 ? throw new InvalidOperationException("The font could not be subset.") : Bytes(subset);
        }
        finally
        {
            hb_subset_input_destroy(input);
        }
    }

    private static byte[] Bytes(nint subset)
    {
        var blob = hb_face_reference_blob(subset);
        try
        {
            var data = hb_blob_get_data(blob, out var length);
            var bytes = new byte[length];
            Marshal.Copy(data, bytes, 0, (int)length);
            return bytes;
        }
        finally
        {
            hb_blob_destroy(blob);
            hb_face_destroy(subset);
        }
    }

    private static uint Tag(string name) => ((uint)name[0] << 24) | ((uint)name[1] << 16) | ((uint)name[2] << 8) | name[3];

#pragma warning disable SYSLIB1054, CA5392, IDE1006 // Names and shapes are HarfBuzz's; the library lies beside the program.
    [DllImport(Library)]
    private static extern nint hb_subset_preprocess(nint face);

    [DllImport(Library)]
    private static extern nint hb_subset_input_create_or_fail();

    [DllImport(Library)]
    private static extern void hb_subset_input_destroy(nint input);

    [DllImport(Library)]
    private static extern nint hb_subset_input_unicode_set(nint input);

    [DllImport(Library)]
    private static extern nint hb_subset_input_set(nint input, int which);

    [DllImport(Library)]
    private static extern nint hb_subset_or_fail(nint face, nint input);

    [DllImport(Library)]
    private static extern void hb_set_add(nint set, uint value);

    [DllImport(Library)]
    private static extern void hb_face_make_immutable(nint face);

    [DllImport(Library)]
    private static extern nint hb_face_reference_blob(nint face);

    [DllImport(Library)]
    private static extern void hb_face_destroy(nint face);

    [DllImport(Library)]
    private static extern nint hb_blob_get_data(nint blob, out uint length);

    [DllImport(Library)]
    private static extern void hb_blob_destroy(nint blob);
#pragma warning restore SYSLIB1054, CA5392, IDE1006
}
