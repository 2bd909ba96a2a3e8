using Matchmaking.Api.Auth;
using Matchmaking.Api.Messages;
using Matchmaking.Core.Common;
using Matchmaking.Core.Storage;

namespace Matchmaking.Api.Imports;

/// <summary>A file to import.</summary>
/// <param name="Kind">What its rows are.</param>
/// <param name="Sheet">The file.</param>
/// <param name="SessionId">The session that was named beside it.</param>
/// <param name="Caller">Whose rights count.</param>
/// <param name="Language">The language of headers that the file does not have itself.</param>
internal sealed record ImportJob(SheetKind Kind, BoundSheet Sheet, SessionId? SessionId, Caller Caller, Language Language);

/// <summary>Runs a block of rows in a transaction of its own, which keeps the block's state with its effects.</summary>
/// <param name="block">Answers with the state after the block.</param>
/// <param name="cancel">Ends waiting for the turn.</param>
internal delegate Task<Result<ImportState>> ImportTransaction(Func<Db, Task<Result<ImportState>>> block, CancellationToken cancel);
