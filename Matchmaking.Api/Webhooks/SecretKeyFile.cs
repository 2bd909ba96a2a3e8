using System.Security.Cryptography;
using Matchmaking.Api.Setup;

namespace Matchmaking.Api.Webhooks;

/// <summary>
/// The key of an installation on one machine: a file beside the database that its owner alone can read. It is not in the database, so that a backup holds
/// nothing to sign with. One process at a time has the folder, so nobody else makes it meanwhile.
/// </summary>
internal static class SecretKeyFile
{
    public const string Name = "secret.key";

    /// <param name="folder">The data folder.</param>
    /// <param name="create">Make one where there is none.</param>
    /// <returns>Null where there is none.</returns>
    /// <exception cref="InvalidDataException">The file is there and holds no key: making another would hide that something damaged it.</exception>
    public static byte[]? Read(string folder, bool create)
    {
        var path = Path.Combine(folder, Name);
        if (!File.Exists(path))
            return create ? Create(path) : null;
        var key = new byte[SecretKeySetting.Bytes + 1];
        return Convert.TryFromBase64String(File.ReadAllText(path).Trim(), key, out var length) && length == SecretKeySetting.Bytes
            ? key[..SecretKeySetting.Bytes]
            : throw new InvalidDataException($"{path} holds no key. Restore it, or delete it and rotate the secrets of all webhooks.");
    }

    private static byte[] Create(string path)
    {
        var key = RandomNumberGenerator.GetBytes(SecretKeySetting.Bytes);
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        // Under its name it is whole: half a key would be none.
        var made = path + ".new";
        using (var file = new FileStream(made, options))
        using (var text = new StreamWriter(file))
        {
            text.WriteLine(Convert.ToBase64String(key));
            text.Flush();
            file.Flush(flushToDisk: true);
        }

        File.Move(made, path);
        return key;
    }
}
