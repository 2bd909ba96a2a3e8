using System.Text;

namespace Matchmaking.Core.Storage.Postgres;

/// <summary>
/// Changes as the payload of a notification, which is less than 8,000 bytes (https://www.postgresql.org/docs/15/sql-notify.html): topics with
/// blanks between them, or a star where they are too many.
/// </summary>
internal static class PostgresNotice
{
    public const string Channel = "matchmaking";

    private const int BytesMost = 7_000;
    private const string Everything = "*";

    public static string Of(ChangeSet changes)
    {
        var text = string.Join(' ', changes.Topics.Order(StringComparer.Ordinal));
        return Encoding.UTF8.GetByteCount(text) <= BytesMost ? text : Everything;
    }

    public static ChangeSet Read(string payload) => payload == Everything ? ChangeSet.Everything : ChangeSet.Of(payload.Split(' ', StringSplitOptions.RemoveEmptyEntries));
}
