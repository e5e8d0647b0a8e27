@setlocal
@set "ZP_PYTHON=%~dp0python\python.exe"
@if not exist "%ZP_PYTHON%" set "ZP_PYTHON=%~dp0python\Scripts\python.exe"
@"%ZP_PYTHON%" -I -B -X utf8 -c "import sys; from ziping.cli import main; sys.exit(main())" %*
