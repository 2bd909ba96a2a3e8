using System.Security.Cryptography;
using System.Text.Json;

namespace Matchmaking.Core.Common;

/// <summary>SHA-256 of a record's JSON, lower-case hex: equal for equal content, whoever computes it.</summary>
internal static class Fingerprint
{
    public static string Of<T>(T content) => Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(content, WireJson.Options)));
}
