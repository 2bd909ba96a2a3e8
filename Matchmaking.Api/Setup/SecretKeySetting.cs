namespace Matchmaking.Api.Setup;

/// <summary>The key under which secrets that must be used again are encrypted.</summary>
/// <param name="Key">Of the setting; null: it is not set.</param>
/// <param name="Folder">Where one is made and kept without the setting; null: nowhere, since several instances have no folder in common.</param>
internal sealed record SecretKeySetting(byte[]? Key, string? Folder)
{
    public const string Name = "MATCHMAKING_SECRET_KEY";

    public const int Bytes = 32;

    /// <exception cref="SettingsException">Not 32 bytes in base64.</exception>
    public static SecretKeySetting From(string? text, string? folder)
    {
        if (text is null)
            return new(null, folder);
        var key = new byte[Bytes + 1];
        return Convert.TryFromBase64String(text, key, out var length) && length == Bytes
            ? new(key[..Bytes], null)
            : throw new SettingsException($"{Name} is {Bytes} random bytes in base64, such as from: openssl rand -base64 {Bytes}.");
    }
}
