using Xunit;
using Zhengtong.Platform.Files;

namespace Zhengtong.Tests.Unit.Platform.Files;

/// <summary>The worked examples of the S3 documentation of Signature Version 4 (header-based, single chunk).</summary>
public sealed class S3SignatureTests
{
    private static readonly DateTime At = new(2013, 5, 24, 0, 0, 0, DateTimeKind.Utc);
    private static readonly S3Signature Example = new("AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", "us-east-1");

    [Theory]
    [InlineData("GET", "/test.txt", "Range", "bytes=0-9", S3Signature.EmptyHash, "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41")]
    [InlineData("GET", "/?lifecycle", null, null, S3Signature.EmptyHash, "fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543")]
    [InlineData("GET", "/?max-keys=2&prefix=J", null, null, S3Signature.EmptyHash, "34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7")]
    public void Published_examples_come_out(string method, string path, string? header, string? value, string hash, string signature)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), "https://examplebucket.s3.amazonaws.com" + path);
        if (header is not null)
        {
            request.Headers.TryAddWithoutValidation(header, value);
        }

        Example.Sign(request, hash, At);

        Assert.EndsWith("Signature=" + signature, request.Headers.GetValues("Authorization").Single(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_published_upload_with_a_dollar_in_its_name_comes_out()
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, "https://examplebucket.s3.amazonaws.com/test$file.text");
        request.Headers.TryAddWithoutValidation("Date", "Fri, 24 May 2013 00:00:00 GMT");
        request.Headers.TryAddWithoutValidation("x-amz-storage-class", "REDUCED_REDUNDANCY");

        Example.Sign(request, "44ce7dd67c959e0d3524ffac1771dfbba87d2b6b4b4e99e42034a8b803f8b072", At);

        Assert.EndsWith("Signature=98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd", request.Headers.GetValues("Authorization").Single(), StringComparison.Ordinal);
    }
}
