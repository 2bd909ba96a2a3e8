using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Matchmaking.Core.Webhooks;

/// <summary>
/// When a delivery that failed is tried again: 10 s × 3ⁿ, which is 10 s, 30 s, 90 s, 4.5 min, 13.5 min, 40 min, 2 h, 6 h, 18 h and 55 h, 3.4 days in
/// all. Each wait differs by up to a tenth, by a hash of delivery and attempt: receivers that were down for many are not called by all at once, and
/// any process computes the same.
/// </summary>
public static class DeliverySchedule
{
    /// <summary>Attempts after the first.</summary>
    public const int Retries = 10;

    /// <summary>So many failures, about seven minutes, hold the deliveries behind; after them it steps aside.</summary>
    public const int AttemptsInLine = 5;

    private const int FirstMs = 10_000;
    private const int Factor = 3;

    /// <summary>Shares of a wait, in thousandths: 900 to 1,100.</summary>
    private const int Jitter = 201;

    /// <param name="delivery">Which one.</param>
    /// <param name="failures">Attempts that have failed, from 1.</param>
    /// <returns>Null after the last retry.</returns>
    public static TimeSpan? Wait(DeliveryId delivery, int failures)
    {
        if (failures > Retries)
            return null;
        long wait = FirstMs;
        for (var n = 1; n < failures; n++)
            wait *= Factor;
        var hash = SHA256.HashData(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{delivery}:{failures}")));
        var share = 900 + (int)(BinaryPrimitives.ReadUInt32BigEndian(hash) % Jitter);
        return TimeSpan.FromMilliseconds(wait * share / 1_000);
    }
}
