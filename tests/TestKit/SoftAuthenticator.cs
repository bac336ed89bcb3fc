using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Zhengtong.TestKit;

/// <summary>A WebAuthn authenticator with one ES256 key, and the browser around it: answers a server's options as a device would, or in one point not.</summary>
public sealed class SoftAuthenticator : IDisposable
{
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly byte[] _id = RandomNumberGenerator.GetBytes(32);
    private string _user = "";

    public string Origin { get; set; } = "http://localhost";

    public string Domain { get; set; } = "localhost";

    /// <summary>The holder unlocked it.</summary>
    public bool Verified { get; set; } = true;

    public bool Framed { get; set; }

    public uint Count { get; set; }

    /// <summary>Signs with another key than it registered.</summary>
    public bool Forges { get; set; }

    /// <param name="options">Of the server, as JSON.</param>
    /// <returns>The credential, as the page sends it.</returns>
    public string Make(string options)
    {
        var asked = JsonNode.Parse(options)!;
        _user = asked["user"]!["id"]!.GetValue<string>();
        var point = _key.ExportParameters(false).Q;
        byte[] cose = [0xA5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, 0x58, 0x20, .. point.X!, 0x22, 0x58, 0x20, .. point.Y!];
        byte[] data = [.. Head(attests: true), .. new byte[16], 0, (byte)_id.Length, .. _id, .. cose];
        byte[] attestation = [0xA3, 0x63, .. "fmt"u8, 0x64, .. "none"u8, 0x67, .. "attStmt"u8, 0xA0, 0x68, .. "authData"u8, 0x58, (byte)data.Length, .. data];
        return Credential(new() { ["clientDataJSON"] = Text(Client("webauthn.create", asked)), ["attestationObject"] = Text(attestation), ["transports"] = new JsonArray("internal") });
    }

    /// <inheritdoc cref="Make"/>
    public string Show(string options)
    {
        var asked = JsonNode.Parse(options)!;
        Count++;
        var (data, client) = (Head(attests: false), Client("webauthn.get", asked));
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var signature = (Forges ? other : _key).SignData([.. data, .. SHA256.HashData(client)], HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        return Credential(new() { ["clientDataJSON"] = Text(client), ["authenticatorData"] = Text(data), ["signature"] = Text(signature), ["userHandle"] = _user });
    }

    public void Dispose() => _key.Dispose();

    private byte[] Head(bool attests)
    {
        var count = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(count, Count);
        return [.. SHA256.HashData(Encoding.ASCII.GetBytes(Domain)), (byte)(0x01 | (Verified ? 0x04 : 0) | (attests ? 0x40 : 0)), .. count];
    }

    private byte[] Client(string type, JsonNode asked) =>
        JsonSerializer.SerializeToUtf8Bytes(new { type, challenge = asked["challenge"]!.GetValue<string>(), origin = Origin, crossOrigin = Framed });

    private string Credential(JsonObject response) =>
        new JsonObject { ["id"] = Text(_id), ["rawId"] = Text(_id), ["type"] = "public-key", ["clientExtensionResults"] = new JsonObject(), ["response"] = response }.ToJsonString();

    private static string Text(byte[] bytes) => Convert.ToBase64String(bytes).TrimEnd('=').Replace('+', '-').Replace('/', '_');
}
