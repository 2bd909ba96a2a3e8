using System.Diagnostics;
using Matchmaking.Core.Common;
using Matchmaking.Core.Storage;

namespace Matchmaking.Api.Errors;

/// <summary>What a caller is told when the database cannot: always 503, since the same request may succeed later.</summary>
internal static class DatabaseRefusals
{
    public static DomainError Of(DatabaseFault fault) => new(ErrorKind.Unavailable, fault switch
    {
        DatabaseFault.Busy => Codes.Unavailable,
        DatabaseFault.Unreachable => Codes.DatabaseUnreachable,
        DatabaseFault.StorageFull => Codes.StorageFull,
        DatabaseFault.StorageReadOnly => Codes.StorageReadOnly,
        DatabaseFault.StorageFailed => Codes.StorageFailed,
        DatabaseFault.StorageCorrupt => Codes.StorageCorrupt,
        _ => throw new UnreachableException(),
    });
}
