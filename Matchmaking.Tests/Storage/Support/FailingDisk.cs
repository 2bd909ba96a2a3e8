using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using Matchmaking.Core.Storage.Sqlite;
using SQLitePCL;

namespace Matchmaking.Tests.Storage.Support;

/// <summary>What of a file can be made to fail.</summary>
internal enum DiskCall
{
    Write,
    Flush,
}

/// <summary>
/// A disk that fails on demand, below SQLite and above the operating system: while it is installed, SQLite opens its files
/// through a copy of its own file system layer (VFS) in which <c>xWrite</c> and <c>xSync</c> can be told to fail with a result code, as
/// they do when the operating system reports a full disk or a flush that did not arrive. Everything else, locks and shared
/// memory included, is SQLite's own.
/// </summary>
internal sealed class FailingDisk : IDisposable
{
    // Offsets in sqlite3_vfs, sqlite3_file and sqlite3_io_methods (sqlite3.h), which are part of SQLite's stable interface; 64 bit.
    private const int VfsSize = 168;
    private const int VfsName = 24;
    private const int VfsOpen = 40;
    private const int MethodsSize = 152;
    private const int MethodsWrite = 24;
    private const int MethodsSync = 40;
    private const int Ok = 0;

    // Never freed and never collected: files may be open when the disk is taken away.
    private static readonly Lazy<Layer> _shared = new(() => new Layer());

    private readonly Layer _layer = _shared.Value;

    private FailingDisk() => Layer.Register(_layer.Vfs, 1);

    /// <summary>How often something failed since it was last told to.</summary>
    public int Failures => _layer.Failures;

    /// <summary>Files that are opened from now on are on this disk.</summary>
    public static FailingDisk Install() => new();

    /// <summary>From now on, until <see cref="Heal"/>, calls fail on files whose name ends so.</summary>
    /// <param name="call">What fails.</param>
    /// <param name="file">The end of the name: <c>-wal</c> for the log.</param>
    /// <param name="code">The result code of SQLite, extended or not.</param>
    /// <param name="every">1 for every call, 3 for every third.</param>
    public void Fail(DiskCall call, string file, int code, int every = 1) => _layer.Order(new Failure(call, file, code, every));

    public void Heal() => _layer.Order(null);

    public void Dispose()
    {
        Heal();
        Layer.Unregister(_layer.Vfs);
        Layer.Register(_layer.Original, 1);
    }

    private sealed record Failure(DiskCall Call, string File, int Code, int Every);

    private sealed class Layer
    {
        private readonly ConcurrentDictionary<IntPtr, OpenFile> _files = new();
        private readonly ConcurrentDictionary<IntPtr, IntPtr> _patched = new();
        private readonly OpenCall _originalOpen;
        private readonly OpenCall _open;
        private readonly WriteCall _write;
        private readonly SyncCall _sync;
        private volatile Failure? _failure;
        private int _calls;
        private int _failures;

        public Layer()
        {
            (_open, _write, _sync) = (Open, Write, Sync);
            Original = Export<FindCall>("sqlite3_vfs_find")(IntPtr.Zero);
            _originalOpen = Marshal.GetDelegateForFunctionPointer<OpenCall>(Marshal.ReadIntPtr(Original, VfsOpen));
            Vfs = Copy(Original, VfsSize);
            Marshal.WriteIntPtr(Vfs, VfsName, Marshal.StringToCoTaskMemUTF8("failing-disk"));
            Marshal.WriteIntPtr(Vfs, VfsOpen, Marshal.GetFunctionPointerForDelegate(_open));
        }

        public static Func<IntPtr, int, int> Register { get; } = new(Export<RegisterCall>("sqlite3_vfs_register").Invoke);

        public static Func<IntPtr, int> Unregister { get; } = new(Export<UnregisterCall>("sqlite3_vfs_unregister").Invoke);

        public IntPtr Original { get; }

        public IntPtr Vfs { get; }

        public int Failures => Volatile.Read(ref _failures);

        public void Order(Failure? failure)
        {
            Volatile.Write(ref _failures, 0);
            Volatile.Write(ref _calls, 0);
            _failure = failure;
        }

        private int Open(IntPtr vfs, IntPtr name, IntPtr file, int flags, IntPtr outFlags)
        {
            var code = _originalOpen(Original, name, file, flags, outFlags);
            var methods = Marshal.ReadIntPtr(file);
            if (code != Ok || methods == IntPtr.Zero)
                return code;
            _files[file] = new OpenFile(
                Marshal.PtrToStringUTF8(name) ?? "",
                Marshal.GetDelegateForFunctionPointer<WriteCall>(Marshal.ReadIntPtr(methods, MethodsWrite)),
                Marshal.GetDelegateForFunctionPointer<SyncCall>(Marshal.ReadIntPtr(methods, MethodsSync)));
            Marshal.WriteIntPtr(file, _patched.GetOrAdd(methods, Patch));
            return code;
        }

        private IntPtr Patch(IntPtr methods)
        {
            var patched = Copy(methods, MethodsSize);
            Marshal.WriteIntPtr(patched, MethodsWrite, Marshal.GetFunctionPointerForDelegate(_write));
            Marshal.WriteIntPtr(patched, MethodsSync, Marshal.GetFunctionPointerForDelegate(_sync));
            return patched;
        }

        private int Write(IntPtr file, IntPtr data, int count, long offset) =>
            FailureOf(DiskCall.Write, file) ?? _files[file].Write(file, data, count, offset);

        private int Sync(IntPtr file, int flags) => FailureOf(DiskCall.Flush, file) ?? _files[file].Sync(file, flags);

        private int? FailureOf(DiskCall call, IntPtr file)
        {
            if (_failure is not { } failure || failure.Call != call || !_files[file].Name.EndsWith(failure.File, StringComparison.Ordinal)
                || Interlocked.Increment(ref _calls) % failure.Every != 0)
                return null;
            Interlocked.Increment(ref _failures);
            return failure.Code;
        }

        private static IntPtr Copy(IntPtr source, int size)
        {
            var bytes = new byte[size];
            Marshal.Copy(source, bytes, 0, size);
            var copy = Marshal.AllocHGlobal(size);
            Marshal.Copy(bytes, 0, copy, size);
            return copy;
        }

        /// <summary>A function of the very library that the program uses.</summary>
        private static T Export<T>(string name)
        {
            var library = SqliteNative.Origin == "system"
                ? NativeLibrary.Load(OperatingSystem.IsMacOS() ? "libsqlite3.dylib" : "libsqlite3.so.0")
                : NativeLibrary.Load("e_sqlite3", typeof(SQLite3Provider_e_sqlite3).Assembly, null);
            return Marshal.GetDelegateForFunctionPointer<T>(NativeLibrary.GetExport(library, name));
        }
    }

    private sealed record OpenFile(string Name, WriteCall Write, SyncCall Sync);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate IntPtr FindCall(IntPtr name);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate int RegisterCall(IntPtr vfs, int makeDefault);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate int UnregisterCall(IntPtr vfs);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate int OpenCall(IntPtr vfs, IntPtr name, IntPtr file, int flags, IntPtr outFlags);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate int WriteCall(IntPtr file, IntPtr data, int count, long offset);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate int SyncCall(IntPtr file, int flags);
}
