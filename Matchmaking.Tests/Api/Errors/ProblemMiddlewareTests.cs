using Matchmaking.Api.Errors;
using Matchmaking.Core.Storage.Sqlite;
using Matchmaking.Tests.Storage.Support;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging.Abstractions;
using NUnit.Framework;

namespace Matchmaking.Tests.Api.Errors;

/// <summary>What becomes of a request whose caller has left: nobody is told anything, and nothing else goes wrong over it.</summary>
internal sealed class ProblemMiddlewareTests
{
    private TemporaryFolder _folder = null!;
    private SqliteDatabase _database = null!;

    [SetUp]
    public void OpenDatabase()
    {
        _folder = new TemporaryFolder();
        _database = SqliteDatabase.Open(_folder.Path);
    }

    [TearDown]
    public async Task CloseDatabase()
    {
        await _database.DisposeAsync();
        _folder.Dispose();
    }

    [TestCase(false, StatusCodes.Status499ClientClosedRequest)]
    [TestCase(true, StatusCodes.Status200OK)]
    public async Task Caller_WhoLeft_LeavesAStatusUnlessOneWentOut(bool started, int status)
    {
        using var caller = new CancellationTokenSource();
        await caller.CancelAsync();
        var http = new DefaultHttpContext { RequestAborted = caller.Token };
        http.Features.Set<IHttpResponseFeature>(new Response(started));
        var middleware = new ProblemMiddleware(_ => throw new OperationCanceledException(), _database, NullLogger<ProblemMiddleware>.Instance);

        await middleware.InvokeAsync(http);

        Assert.That(http.Response.StatusCode, Is.EqualTo(status));
    }

    /// <summary>Like a server's: once an answer has started, its status cannot be set.</summary>
    private sealed class Response(bool started) : HttpResponseFeature, IHttpResponseFeature
    {
        private int _status = StatusCodes.Status200OK;

        public override bool HasStarted => started;

        int IHttpResponseFeature.StatusCode
        {
            get => _status;
            set => _status = started ? throw new InvalidOperationException("The response has started.") : value;
        }
    }
}
