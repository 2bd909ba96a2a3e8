using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using Matchmaking.Api.Setup;
using Matchmaking.Core.Common;

namespace Matchmaking.Api.Webhooks;

/// <summary>
/// Encrypts secrets that have to be used again, which a hash cannot be. AES-256-GCM under a key that is derived (HKDF) from the setting, else from a file
/// of the data folder that is made when it is first needed. Each text is bound to what it belongs to, so that it opens nowhere else.
/// </summary>
internal sealed class SecretBox(SecretKeySetting setting)
{
    private const byte Format = 1;
    private const int NonceBytes = 12;
    private const int TagBytes = 16;
    private const string Purpose = "matchmaking webhook secrets 1";

    private readonly Lock _gate = new();
    private byte[]? _key;

    /// <returns><c>secret-key-missing</c> where there is no key and no place to keep one.</returns>
    public Result<byte[]> Close(string secret, Guid owner)
    {
        if (!TryKey(create: true, out var key))
            return DomainError.Conflict(Codes.SecretKeyMissing, ("setting", SecretKeySetting.Name));
        var plain = Encoding.UTF8.GetBytes(secret);
        var box = new byte[1 + NonceBytes + TagBytes + plain.Length];
        box[0] = Format;
        var nonce = box.AsSpan(1, NonceBytes);
        RandomNumberGenerator.Fill(nonce);
        using var cipher = new AesGcm(key, TagBytes);
        cipher.Encrypt(nonce, plain, box.AsSpan(1 + NonceBytes + TagBytes), box.AsSpan(1 + NonceBytes, TagBytes), Owner(owner));
        return box;
    }

    /// <returns>Null when it was encrypted under another key, or for another owner.</returns>
    public string? Open(byte[] box, Guid owner)
    {
        if (box.Length <= 1 + NonceBytes + TagBytes || box[0] != Format || !TryKey(create: false, out var key))
            return null;
        var plain = new byte[box.Length - 1 - NonceBytes - TagBytes];
        using var cipher = new AesGcm(key, TagBytes);
        try
        {
            cipher.Decrypt(box.AsSpan(1, NonceBytes), box.AsSpan(1 + NonceBytes + TagBytes), box.AsSpan(1 + NonceBytes, TagBytes), plain, Owner(owner));
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }

        return Encoding.UTF8.GetString(plain);
    }

    private bool TryKey(bool create, [NotNullWhen(true)] out byte[]? key)
    {
        lock (_gate)
        {
            if (_key is null && (setting.Key ?? (setting.Folder is { } folder ? SecretKeyFile.Read(folder, create) : null)) is { } master)
                _key = HKDF.DeriveKey(HashAlgorithmName.SHA256, master, SecretKeySetting.Bytes, salt: null, Encoding.ASCII.GetBytes(Purpose));
            key = _key;
            return key is not null;
        }
    }

    private static byte[] Owner(Guid owner) => Encoding.ASCII.GetBytes(owner.ToString("D"));
}
