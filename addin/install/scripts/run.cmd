@rem Runs program\install with the Python that is found. ZP_TASK says what to do.
@call "%~dp0find_python.cmd"
@if not defined ZP_PYTHON exit /b 1
@"%ZP_PYTHON%" -I -B -X utf8 "%~dp0..\install\__main__.py" %ZP_TASK%
@exit /b %ERRORLEVEL%
